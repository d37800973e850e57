using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using SharedCommunity.Kernel.Data;

#nullable disable

namespace SharedCommunity.Host.Migrations
{
    /// <inheritdoc />
    public partial class FollowingReferrals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_outbox_next_at", schema: "referrals", table: "outbox");

            migrationBuilder.AddColumn<string>(
                name: "consent_ended",
                schema: "referrals",
                table: "referrals",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "helped",
                schema: "referrals",
                table: "referrals",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(
                name: "referred_by",
                schema: "referrals",
                table: "referrals",
                type: "uuid",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(
                name: "worker_id",
                schema: "referrals",
                table: "referrals",
                type: "uuid",
                nullable: true
            );

            migrationBuilder.AddColumn<bool>(
                name: "by_member",
                schema: "referrals",
                table: "referral_events",
                type: "boolean",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<string>(
                name: "helped",
                schema: "referrals",
                table: "referral_events",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(
                name: "agency_id",
                schema: "kernel",
                table: "parked_announcements",
                type: "uuid",
                nullable: true
            );

            migrationBuilder.AddColumn<bool>(
                name: "stays_with_agency",
                schema: "channels",
                table: "messages",
                type: "boolean",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<Guid>(
                name: "closed_by_staff_id",
                schema: "moderation",
                table: "inquiries",
                type: "uuid",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(
                name: "former_assigned_agency_id",
                schema: "moderation",
                table: "inquiries",
                type: "uuid",
                nullable: true
            );

            migrationBuilder.AddColumn<Instant>(
                name: "former_claim_until",
                schema: "moderation",
                table: "inquiries",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Instant>(
                name: "former_due_soon_from",
                schema: "moderation",
                table: "inquiries",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Instant>(
                name: "former_respond_by",
                schema: "moderation",
                table: "inquiries",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "former_state",
                schema: "moderation",
                table: "inquiries",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true
            );

            migrationBuilder.AddColumn<Duration>(
                name: "former_waiting_left",
                schema: "moderation",
                table: "inquiries",
                type: "interval",
                nullable: true
            );

            migrationBuilder.AddColumn<Instant>(
                name: "held_at",
                schema: "referrals",
                table: "held_messages",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: NodaTime.Instant.FromUnixTimeTicks(0L)
            );

            migrationBuilder.AddColumn<string>(
                name: "choices",
                schema: "channels",
                table: "deliveries",
                type: "jsonb",
                nullable: true
            );

            migrationBuilder.AddColumn<bool>(
                name: "stays_with_agency",
                schema: "channels",
                table: "deliveries",
                type: "boolean",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<byte[]>(
                name: "digest",
                schema: "referrals",
                table: "dead_letters",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]
            );

            migrationBuilder.AddColumn<Instant>(
                name: "discarded_at",
                schema: "referrals",
                table: "dead_letters",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "envelope",
                schema: "referrals",
                table: "dead_letters",
                type: "jsonb",
                nullable: true
            );

            migrationBuilder.AddColumn<Instant>(
                name: "last_at",
                schema: "referrals",
                table: "dead_letters",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: NodaTime.Instant.FromUnixTimeTicks(0L)
            );

            migrationBuilder.AddColumn<string>(
                name: "publisher",
                schema: "referrals",
                table: "dead_letters",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<int>(
                name: "times",
                schema: "referrals",
                table: "dead_letters",
                type: "integer",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<Instant>(
                name: "expired_at",
                schema: "referrals",
                table: "consents",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "language",
                schema: "referrals",
                table: "consents",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<string[]>(
                name: "second_names",
                schema: "referrals",
                table: "consents",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'"
            );

            migrationBuilder.AddColumn<string>(
                name: "to_name",
                schema: "referrals",
                table: "consents",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "to_slug",
                schema: "referrals",
                table: "consents",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(
                name: "withdrawn_by",
                schema: "referrals",
                table: "consents",
                type: "uuid",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "withdrawn_reason",
                schema: "referrals",
                table: "consents",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<LocalDate>(
                name: "last_used_on",
                schema: "communities",
                table: "api_keys",
                type: "date",
                nullable: true
            );

            migrationBuilder.AddColumn<bool>(
                name: "asked_if_helped",
                schema: "moderation",
                table: "answers",
                type: "boolean",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<bool>(
                name: "helped",
                schema: "moderation",
                table: "answers",
                type: "boolean",
                nullable: true
            );

            migrationBuilder.AddColumn<Instant>(
                name: "helped_at",
                schema: "moderation",
                table: "answers",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Instant>(
                name: "asked_at",
                schema: "referrals",
                table: "agency_voices",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: NodaTime.Instant.FromUnixTimeTicks(0L)
            );

            migrationBuilder.AddColumn<bool>(
                name: "granted",
                schema: "referrals",
                table: "agency_voices",
                type: "boolean",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<Instant>(
                name: "granted_at",
                schema: "referrals",
                table: "agency_voices",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<bool>(
                name: "host_reads",
                schema: "referrals",
                table: "agency_voices",
                type: "boolean",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.CreateTable(
                name: "agency_services",
                schema: "communities",
                columns: table => new
                {
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    topics = table.Column<List<string>>(type: "text[]", nullable: false),
                    hours = table.Column<string>(type: "jsonb", nullable: false),
                    time_zone = table.Column<string>(type: "text", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agency_services", x => x.agency_id);
                    table.ForeignKey(
                        name: "fk_agency_services_agencies_agency_id",
                        column: x => x.agency_id,
                        principalSchema: "communities",
                        principalTable: "agencies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "consent_asks",
                schema: "referrals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_slug = table.Column<string>(type: "text", nullable: false),
                    to_name = table.Column<string>(type: "text", nullable: false),
                    service = table.Column<string>(type: "text", nullable: false),
                    scope = table.Column<string[]>(type: "text[]", nullable: false),
                    until = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    in_chat = table.Column<bool>(type: "boolean", nullable: false),
                    asked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: false),
                    expires_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    replaced_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    answered_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    given = table.Column<bool>(type: "boolean", nullable: true),
                    language = table.Column<string>(type: "text", nullable: true),
                    consent_id = table.Column<Guid>(type: "uuid", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_asks", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "follow_ups",
                schema: "referrals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    referral_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    asked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: true),
                    answer = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    answered_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    way = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_follow_ups", x => x.id);
                    table.ForeignKey(
                        name: "fk_follow_ups_referrals_referral_id",
                        column: x => x.referral_id,
                        principalSchema: "referrals",
                        principalTable: "referrals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "inbox",
                schema: "referrals",
                columns: table => new
                {
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_slug = table.Column<string>(type: "text", nullable: false),
                    loop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_inbox",
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
                name: "member_choices",
                schema: "referrals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: true),
                    value = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_member_choices", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "tellings",
                schema: "referrals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    referral_id = table.Column<Guid>(type: "uuid", nullable: true),
                    what = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tellings", x => x.id);
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_referrals_agency_id_other_slug_state_state_at",
                schema: "referrals",
                table: "referrals",
                columns: new[] { "agency_id", "other_slug", "state", "state_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_referrals_agency_id_side_state_at",
                schema: "referrals",
                table: "referrals",
                columns: new[] { "agency_id", "side", "state_at" },
                filter: "due_at is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_referrals_agency_id_side_state_due_at_id",
                schema: "referrals",
                table: "referrals",
                columns: new[] { "agency_id", "side", "state", "due_at", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_referrals_consent_id",
                schema: "referrals",
                table: "referrals",
                column: "consent_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_referrals_member_id",
                schema: "referrals",
                table: "referrals",
                column: "member_id",
                filter: "member_id is not null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_referrals_worker_id_due_at",
                schema: "referrals",
                table: "referrals",
                columns: new[] { "worker_id", "due_at" },
                filter: "worker_id is not null and due_at is not null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbox_agency_id",
                schema: "referrals",
                table: "outbox",
                column: "agency_id",
                filter: "done_at is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbox_done_at",
                schema: "referrals",
                table: "outbox",
                column: "done_at",
                filter: "done_at is not null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_to_account_id_sent_at",
                schema: "channels",
                table: "deliveries",
                columns: new[] { "to_account_id", "sent_at" },
                filter: "choices is not null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_dead_letters_agency_id_digest",
                schema: "referrals",
                table: "dead_letters",
                columns: new[] { "agency_id", "digest" },
                unique: true,
                filter: "replayed_at is null and discarded_at is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_dead_letters_last_at",
                schema: "referrals",
                table: "dead_letters",
                column: "last_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_consents_agency_id_given_at_id",
                schema: "referrals",
                table: "consents",
                columns: new[] { "agency_id", "given_at", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_consents_until",
                schema: "referrals",
                table: "consents",
                column: "until",
                filter: "withdrawn_at is null and expired_at is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_agency_voices_user_name",
                schema: "referrals",
                table: "agency_voices",
                column: "user_name",
                unique: true,
                filter: "granted"
            );

            migrationBuilder.CreateIndex(
                name: "ix_consent_asks_inquiry_id_asked_at",
                schema: "referrals",
                table: "consent_asks",
                columns: new[] { "inquiry_id", "asked_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_consent_asks_token_hash",
                schema: "referrals",
                table: "consent_asks",
                column: "token_hash",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_agency_id_asked_at",
                schema: "referrals",
                table: "follow_ups",
                columns: new[] { "agency_id", "asked_at" },
                filter: "asked_at is not null and delivery_id is null and answer is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_due_at",
                schema: "referrals",
                table: "follow_ups",
                column: "due_at",
                filter: "asked_at is null and answer is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_referral_id",
                schema: "referrals",
                table: "follow_ups",
                column: "referral_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_inbox_agency_id_from_slug_id",
                schema: "referrals",
                table: "inbox",
                columns: new[] { "agency_id", "from_slug", "id" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_member_choices_next_at",
                schema: "referrals",
                table: "member_choices",
                column: "next_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_tellings_delivery_id",
                schema: "referrals",
                table: "tellings",
                column: "delivery_id",
                unique: true,
                filter: "delivery_id is not null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_tellings_referral_id_at",
                schema: "referrals",
                table: "tellings",
                columns: new[] { "referral_id", "at" }
            );

            migrationBuilder.RunModuleSql("0004");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "agency_services", schema: "communities");

            migrationBuilder.DropTable(name: "consent_asks", schema: "referrals");

            migrationBuilder.DropTable(name: "follow_ups", schema: "referrals");

            migrationBuilder.DropTable(name: "inbox", schema: "referrals");

            migrationBuilder.DropTable(name: "member_choices", schema: "referrals");

            migrationBuilder.DropTable(name: "tellings", schema: "referrals");

            migrationBuilder.DropIndex(
                name: "ix_referrals_agency_id_other_slug_state_state_at",
                schema: "referrals",
                table: "referrals"
            );

            migrationBuilder.DropIndex(
                name: "ix_referrals_agency_id_side_state_at",
                schema: "referrals",
                table: "referrals"
            );

            migrationBuilder.DropIndex(
                name: "ix_referrals_agency_id_side_state_due_at_id",
                schema: "referrals",
                table: "referrals"
            );

            migrationBuilder.DropIndex(name: "ix_referrals_consent_id", schema: "referrals", table: "referrals");

            migrationBuilder.DropIndex(name: "ix_referrals_member_id", schema: "referrals", table: "referrals");

            migrationBuilder.DropIndex(name: "ix_referrals_worker_id_due_at", schema: "referrals", table: "referrals");

            migrationBuilder.DropIndex(name: "ix_outbox_agency_id", schema: "referrals", table: "outbox");

            migrationBuilder.DropIndex(name: "ix_outbox_done_at", schema: "referrals", table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_to_account_id_sent_at",
                schema: "channels",
                table: "deliveries"
            );

            migrationBuilder.DropIndex(
                name: "ix_dead_letters_agency_id_digest",
                schema: "referrals",
                table: "dead_letters"
            );

            migrationBuilder.DropIndex(name: "ix_dead_letters_last_at", schema: "referrals", table: "dead_letters");

            migrationBuilder.DropIndex(
                name: "ix_consents_agency_id_given_at_id",
                schema: "referrals",
                table: "consents"
            );

            migrationBuilder.DropIndex(name: "ix_consents_until", schema: "referrals", table: "consents");

            migrationBuilder.DropIndex(name: "ix_agency_voices_user_name", schema: "referrals", table: "agency_voices");

            migrationBuilder.DropColumn(name: "consent_ended", schema: "referrals", table: "referrals");

            migrationBuilder.DropColumn(name: "helped", schema: "referrals", table: "referrals");

            migrationBuilder.DropColumn(name: "referred_by", schema: "referrals", table: "referrals");

            migrationBuilder.DropColumn(name: "worker_id", schema: "referrals", table: "referrals");

            migrationBuilder.DropColumn(name: "by_member", schema: "referrals", table: "referral_events");

            migrationBuilder.DropColumn(name: "helped", schema: "referrals", table: "referral_events");

            migrationBuilder.DropColumn(name: "agency_id", schema: "kernel", table: "parked_announcements");

            migrationBuilder.DropColumn(name: "stays_with_agency", schema: "channels", table: "messages");

            migrationBuilder.DropColumn(name: "closed_by_staff_id", schema: "moderation", table: "inquiries");

            migrationBuilder.DropColumn(name: "former_assigned_agency_id", schema: "moderation", table: "inquiries");

            migrationBuilder.DropColumn(name: "former_claim_until", schema: "moderation", table: "inquiries");

            migrationBuilder.DropColumn(name: "former_due_soon_from", schema: "moderation", table: "inquiries");

            migrationBuilder.DropColumn(name: "former_respond_by", schema: "moderation", table: "inquiries");

            migrationBuilder.DropColumn(name: "former_state", schema: "moderation", table: "inquiries");

            migrationBuilder.DropColumn(name: "former_waiting_left", schema: "moderation", table: "inquiries");

            migrationBuilder.DropColumn(name: "held_at", schema: "referrals", table: "held_messages");

            migrationBuilder.DropColumn(name: "choices", schema: "channels", table: "deliveries");

            migrationBuilder.DropColumn(name: "stays_with_agency", schema: "channels", table: "deliveries");

            migrationBuilder.DropColumn(name: "digest", schema: "referrals", table: "dead_letters");

            migrationBuilder.DropColumn(name: "discarded_at", schema: "referrals", table: "dead_letters");

            migrationBuilder.DropColumn(name: "envelope", schema: "referrals", table: "dead_letters");

            migrationBuilder.DropColumn(name: "last_at", schema: "referrals", table: "dead_letters");

            migrationBuilder.DropColumn(name: "publisher", schema: "referrals", table: "dead_letters");

            migrationBuilder.DropColumn(name: "times", schema: "referrals", table: "dead_letters");

            migrationBuilder.DropColumn(name: "expired_at", schema: "referrals", table: "consents");

            migrationBuilder.DropColumn(name: "language", schema: "referrals", table: "consents");

            migrationBuilder.DropColumn(name: "second_names", schema: "referrals", table: "consents");

            migrationBuilder.DropColumn(name: "to_name", schema: "referrals", table: "consents");

            migrationBuilder.DropColumn(name: "to_slug", schema: "referrals", table: "consents");

            migrationBuilder.DropColumn(name: "withdrawn_by", schema: "referrals", table: "consents");

            migrationBuilder.DropColumn(name: "withdrawn_reason", schema: "referrals", table: "consents");

            migrationBuilder.DropColumn(name: "last_used_on", schema: "communities", table: "api_keys");

            migrationBuilder.DropColumn(name: "asked_if_helped", schema: "moderation", table: "answers");

            migrationBuilder.DropColumn(name: "helped", schema: "moderation", table: "answers");

            migrationBuilder.DropColumn(name: "helped_at", schema: "moderation", table: "answers");

            migrationBuilder.DropColumn(name: "asked_at", schema: "referrals", table: "agency_voices");

            migrationBuilder.DropColumn(name: "granted", schema: "referrals", table: "agency_voices");

            migrationBuilder.DropColumn(name: "granted_at", schema: "referrals", table: "agency_voices");

            migrationBuilder.DropColumn(name: "host_reads", schema: "referrals", table: "agency_voices");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_next_at",
                schema: "referrals",
                table: "outbox",
                column: "next_at",
                filter: "next_at is not null"
            );
        }
    }
}
