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

            migrationBuilder.RunModuleSql("0002");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
