using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using SharedCommunity.Kernel.Data;

#nullable disable

namespace SharedCommunity.Host.Migrations
{
    /// <inheritdoc />
    public partial class ModeratorsConsole : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "agency_active",
                schema: "communities",
                table: "co_hosts",
                type: "boolean",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<string>(
                name: "invitation_agency_name",
                schema: "communities",
                table: "co_hosts",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "invitation_community_name",
                schema: "communities",
                table: "co_hosts",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<Instant>(
                name: "invitation_expires_at",
                schema: "communities",
                table: "co_hosts",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "invitation_purpose",
                schema: "communities",
                table: "co_hosts",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "invitation_staff_name",
                schema: "communities",
                table: "co_hosts",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<byte[]>(
                name: "invitation_token_hash",
                schema: "communities",
                table: "co_hosts",
                type: "bytea",
                nullable: true
            );

            migrationBuilder.CreateTable(
                name: "connection_checks",
                schema: "channels",
                columns: table => new
                {
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    failure = table.Column<string>(type: "text", nullable: true),
                    hook = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    pending = table.Column<int>(type: "integer", nullable: false),
                    platform_failed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    platform_error = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connection_checks", x => x.connection_id);
                    table.ForeignKey(
                        name: "fk_connection_checks_connections_connection_id",
                        column: x => x.connection_id,
                        principalSchema: "channels",
                        principalTable: "connections",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "notice_texts",
                schema: "channels",
                columns: table => new
                {
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_notice_texts",
                        x => new
                        {
                            x.community_id,
                            x.kind,
                            x.language,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "tours_left",
                schema: "moderation",
                columns: table => new
                {
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    left_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tours_left", x => x.staff_id);
                }
            );

            migrationBuilder.CreateTable(
                name: "visits",
                schema: "moderation",
                columns: table => new
                {
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seen_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visits", x => new { x.staff_id, x.community_id });
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_co_hosts_invitation_token_hash",
                schema: "communities",
                table: "co_hosts",
                column: "invitation_token_hash",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_connection_checks_asked_at",
                schema: "channels",
                table: "connection_checks",
                column: "asked_at",
                filter: "done_at is null"
            );

            migrationBuilder.RunModuleSql("0002");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "connection_checks", schema: "channels");

            migrationBuilder.DropTable(name: "notice_texts", schema: "channels");

            migrationBuilder.DropTable(name: "tours_left", schema: "moderation");

            migrationBuilder.DropTable(name: "visits", schema: "moderation");

            migrationBuilder.DropIndex(
                name: "ix_co_hosts_invitation_token_hash",
                schema: "communities",
                table: "co_hosts"
            );

            migrationBuilder.DropColumn(name: "agency_active", schema: "communities", table: "co_hosts");

            migrationBuilder.DropColumn(name: "invitation_agency_name", schema: "communities", table: "co_hosts");

            migrationBuilder.DropColumn(name: "invitation_community_name", schema: "communities", table: "co_hosts");

            migrationBuilder.DropColumn(name: "invitation_expires_at", schema: "communities", table: "co_hosts");

            migrationBuilder.DropColumn(name: "invitation_purpose", schema: "communities", table: "co_hosts");

            migrationBuilder.DropColumn(name: "invitation_staff_name", schema: "communities", table: "co_hosts");

            migrationBuilder.DropColumn(name: "invitation_token_hash", schema: "communities", table: "co_hosts");
        }
    }
}
