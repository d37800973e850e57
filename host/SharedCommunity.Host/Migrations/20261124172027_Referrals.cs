using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using SharedCommunity.Kernel.Data;

#nullable disable

namespace SharedCommunity.Host.Migrations
{
    /// <inheritdoc />
    public partial class Referrals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(name: "referrals");

            migrationBuilder.CreateTable(
                name: "agency_voices",
                schema: "referrals",
                columns: table => new
                {
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agency_voices", x => x.agency_id);
                }
            );

            migrationBuilder.CreateTable(
                name: "consents",
                schema: "referrals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ground = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    how = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    scope = table.Column<string[]>(type: "text[]", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    clause = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    notified = table.Column<string>(type: "text", nullable: true),
                    second_staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    recorded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    given_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consents", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "dead_letters",
                schema: "referrals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    detail = table.Column<string>(type: "text", nullable: true),
                    from_slug = table.Column<string>(type: "text", nullable: true),
                    type = table.Column<string>(type: "text", nullable: true),
                    message = table.Column<string>(type: "jsonb", nullable: false),
                    replayed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dead_letters", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "held_messages",
                schema: "referrals",
                columns: table => new
                {
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_slug = table.Column<string>(type: "text", nullable: false),
                    loop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    message = table.Column<string>(type: "jsonb", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_held_messages",
                        x => new
                        {
                            x.agency_id,
                            x.loop_id,
                            x.from_slug,
                            x.sequence,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "outbox",
                schema: "referrals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_slug = table.Column<string>(type: "text", nullable: false),
                    to_slug = table.Column<string>(type: "text", nullable: false),
                    loop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    acknowledges = table.Column<int>(type: "integer", nullable: false),
                    body = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    done_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "referrals",
                schema: "referrals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    side = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    loop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    own_slug = table.Column<string>(type: "text", nullable: false),
                    other_slug = table.Column<string>(type: "text", nullable: false),
                    other_name = table.Column<string>(type: "text", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: true),
                    community_name = table.Column<string>(type: "text", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    member_id = table.Column<Guid>(type: "uuid", nullable: true),
                    consent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    service = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: true),
                    shared = table.Column<string>(type: "jsonb", nullable: false),
                    ground = table.Column<string>(type: "jsonb", nullable: true),
                    note = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    owes = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    clock_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    clock_input = table.Column<string>(type: "text", nullable: true),
                    worker = table.Column<string>(type: "text", nullable: true),
                    contact_by = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    suggestion = table.Column<string>(type: "text", nullable: true),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    outcome_note = table.Column<string>(type: "text", nullable: true),
                    said = table.Column<int>(type: "integer", nullable: false),
                    taken = table.Column<int>(type: "integer", nullable: false),
                    heard = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referrals", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "referral_events",
                schema: "referrals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    referral_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    input = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    staff_name = table.Column<string>(type: "text", nullable: true),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    ignored = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_events", x => x.id);
                    table.ForeignKey(
                        name: "fk_referral_events_referrals_referral_id",
                        column: x => x.referral_id,
                        principalSchema: "referrals",
                        principalTable: "referrals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_consents_agency_id_member_id",
                schema: "referrals",
                table: "consents",
                columns: new[] { "agency_id", "member_id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_dead_letters_agency_id_at_id",
                schema: "referrals",
                table: "dead_letters",
                columns: new[] { "agency_id", "at", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbox_loop_id_from_slug",
                schema: "referrals",
                table: "outbox",
                columns: new[] { "loop_id", "from_slug" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbox_next_at",
                schema: "referrals",
                table: "outbox",
                column: "next_at",
                filter: "next_at is not null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_referral_events_referral_id_at",
                schema: "referrals",
                table: "referral_events",
                columns: new[] { "referral_id", "at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_referrals_agency_id_created_at_id",
                schema: "referrals",
                table: "referrals",
                columns: new[] { "agency_id", "created_at", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_referrals_agency_id_loop_id_side",
                schema: "referrals",
                table: "referrals",
                columns: new[] { "agency_id", "loop_id", "side" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_referrals_clock_at",
                schema: "referrals",
                table: "referrals",
                column: "clock_at",
                filter: "clock_at is not null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_referrals_inquiry_id",
                schema: "referrals",
                table: "referrals",
                column: "inquiry_id"
            );

            migrationBuilder.RunModuleSql("0003");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "agency_voices", schema: "referrals");

            migrationBuilder.DropTable(name: "consents", schema: "referrals");

            migrationBuilder.DropTable(name: "dead_letters", schema: "referrals");

            migrationBuilder.DropTable(name: "held_messages", schema: "referrals");

            migrationBuilder.DropTable(name: "outbox", schema: "referrals");

            migrationBuilder.DropTable(name: "referral_events", schema: "referrals");

            migrationBuilder.DropTable(name: "referrals", schema: "referrals");
        }
    }
}
