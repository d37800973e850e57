using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using SharedCommunity.Kernel.Data;

#nullable disable

namespace SharedCommunity.Host.Migrations
{
    /// <inheritdoc />
    public partial class MainJob : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(name: "communities");

            migrationBuilder.EnsureSchema(name: "kernel");

            migrationBuilder.CreateTable(
                name: "agencies",
                schema: "communities",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    demo = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agencies", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "audit_entries",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: true),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    community_id = table.Column<Guid>(type: "uuid", nullable: true),
                    action = table.Column<string>(type: "text", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "communities",
                schema: "communities",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: false),
                    languages = table.Column<List<string>>(type: "text[]", nullable: false),
                    time_zone = table.Column<string>(type: "text", nullable: false),
                    interactive = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    service_standard = table.Column<string>(type: "jsonb", nullable: true),
                    requires_totp = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_communities", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "kept_outcomes",
                schema: "kernel",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    use_case = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: true),
                    content_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    result = table.Column<string>(type: "jsonb", nullable: true),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_kept_outcomes",
                        x => new
                        {
                            x.account_id,
                            x.use_case,
                            x.key,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "parked_announcements",
                schema: "kernel",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    handler = table.Column<string>(type: "text", nullable: false),
                    announcement = table.Column<string>(type: "text", nullable: false),
                    failure = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "jsonb", nullable: false),
                    parked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    asked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    replayed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parked_announcements", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "agency_private",
                schema: "communities",
                columns: table => new
                {
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contact_email = table.Column<string>(type: "text", nullable: false),
                    requires_totp = table.Column<bool>(type: "boolean", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agency_private", x => x.agency_id);
                    table.ForeignKey(
                        name: "fk_agency_private_agencies_agency_id",
                        column: x => x.agency_id,
                        principalSchema: "communities",
                        principalTable: "agencies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "staff",
                schema: "communities",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    display_name = table.Column<string>(type: "text", nullable: false),
                    languages = table.Column<List<string>>(type: "text[]", nullable: false),
                    joined_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff", x => x.id);
                    table.UniqueConstraint("ak_staff_agency_id_id", x => new { x.agency_id, x.id });
                    table.ForeignKey(
                        name: "fk_staff_agencies_agency_id",
                        column: x => x.agency_id,
                        principalSchema: "communities",
                        principalTable: "agencies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "co_hosts",
                schema: "communities",
                columns: table => new
                {
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_slug = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    invited_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    state_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_co_hosts", x => new { x.agency_id, x.community_id });
                    table.ForeignKey(
                        name: "fk_co_hosts_agencies_agency_id",
                        column: x => x.agency_id,
                        principalSchema: "communities",
                        principalTable: "agencies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                    table.ForeignKey(
                        name: "fk_co_hosts_communities_community_id",
                        column: x => x.community_id,
                        principalSchema: "communities",
                        principalTable: "communities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "api_keys",
                schema: "communities",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    prefix = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => x.id);
                    table.ForeignKey(
                        name: "fk_api_keys_staff_agency_id_staff_id",
                        columns: x => new { x.agency_id, x.staff_id },
                        principalSchema: "communities",
                        principalTable: "staff",
                        principalColumns: new[] { "agency_id", "id" },
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "staff_private",
                schema: "communities",
                columns: table => new
                {
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_private", x => x.staff_id);
                    table.ForeignKey(
                        name: "fk_staff_private_staff_agency_id_staff_id",
                        columns: x => new { x.agency_id, x.staff_id },
                        principalSchema: "communities",
                        principalTable: "staff",
                        principalColumns: new[] { "agency_id", "id" },
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "staff_roles",
                schema: "communities",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: true),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_roles", x => x.id);
                    table.ForeignKey(
                        name: "fk_staff_roles_staff_agency_id_staff_id",
                        columns: x => new { x.agency_id, x.staff_id },
                        principalSchema: "communities",
                        principalTable: "staff",
                        principalColumns: new[] { "agency_id", "id" },
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_agencies_slug",
                schema: "communities",
                table: "agencies",
                column: "slug",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_agency_id_staff_id",
                schema: "communities",
                table: "api_keys",
                columns: new[] { "agency_id", "staff_id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_hash",
                schema: "communities",
                table: "api_keys",
                column: "hash",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_agency_id_at",
                schema: "kernel",
                table: "audit_entries",
                columns: new[] { "agency_id", "at" },
                descending: new[] { false, true }
            );

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_community_id_at",
                schema: "kernel",
                table: "audit_entries",
                columns: new[] { "community_id", "at" },
                descending: new[] { false, true }
            );

            migrationBuilder.CreateIndex(
                name: "ix_co_hosts_community_id",
                schema: "communities",
                table: "co_hosts",
                column: "community_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_communities_slug",
                schema: "communities",
                table: "communities",
                column: "slug",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_kept_outcomes_at",
                schema: "kernel",
                table: "kept_outcomes",
                column: "at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_parked_announcements_community_id_parked_at",
                schema: "kernel",
                table: "parked_announcements",
                columns: new[] { "community_id", "parked_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_staff_private_account_id_agency_id",
                schema: "communities",
                table: "staff_private",
                columns: new[] { "account_id", "agency_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_staff_private_agency_id_staff_id",
                schema: "communities",
                table: "staff_private",
                columns: new[] { "agency_id", "staff_id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_staff_roles_agency_id_staff_id",
                schema: "communities",
                table: "staff_roles",
                columns: new[] { "agency_id", "staff_id" }
            );

            migrationBuilder
                .CreateIndex(
                    name: "ix_staff_roles_staff_id_role_community_id",
                    schema: "communities",
                    table: "staff_roles",
                    columns: new[] { "staff_id", "role", "community_id" },
                    unique: true
                )
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.RunModuleSql("0001");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "agency_private", schema: "communities");

            migrationBuilder.DropTable(name: "api_keys", schema: "communities");

            migrationBuilder.DropTable(name: "audit_entries", schema: "kernel");

            migrationBuilder.DropTable(name: "co_hosts", schema: "communities");

            migrationBuilder.DropTable(name: "kept_outcomes", schema: "kernel");

            migrationBuilder.DropTable(name: "parked_announcements", schema: "kernel");

            migrationBuilder.DropTable(name: "staff_private", schema: "communities");

            migrationBuilder.DropTable(name: "staff_roles", schema: "communities");

            migrationBuilder.DropTable(name: "communities", schema: "communities");

            migrationBuilder.DropTable(name: "staff", schema: "communities");

            migrationBuilder.DropTable(name: "agencies", schema: "communities");
        }
    }
}
