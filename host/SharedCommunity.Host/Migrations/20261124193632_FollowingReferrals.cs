using System;
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

            migrationBuilder.AddColumn<string>(
                name: "choices",
                schema: "channels",
                table: "deliveries",
                type: "jsonb",
                nullable: true
            );

            migrationBuilder.AddColumn<Instant>(
                name: "expired_at",
                schema: "referrals",
                table: "consents",
                type: "timestamp with time zone",
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
                name: "ix_deliveries_to_account_id_sent_at",
                schema: "channels",
                table: "deliveries",
                columns: new[] { "to_account_id", "sent_at" },
                filter: "choices is not null"
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
            migrationBuilder.DropTable(name: "follow_ups", schema: "referrals");

            migrationBuilder.DropTable(name: "member_choices", schema: "referrals");

            migrationBuilder.DropTable(name: "tellings", schema: "referrals");

            migrationBuilder.DropIndex(name: "ix_referrals_consent_id", schema: "referrals", table: "referrals");

            migrationBuilder.DropIndex(name: "ix_referrals_member_id", schema: "referrals", table: "referrals");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_to_account_id_sent_at",
                schema: "channels",
                table: "deliveries"
            );

            migrationBuilder.DropIndex(
                name: "ix_consents_agency_id_given_at_id",
                schema: "referrals",
                table: "consents"
            );

            migrationBuilder.DropIndex(name: "ix_consents_until", schema: "referrals", table: "consents");

            migrationBuilder.DropColumn(name: "consent_ended", schema: "referrals", table: "referrals");

            migrationBuilder.DropColumn(name: "helped", schema: "referrals", table: "referrals");

            migrationBuilder.DropColumn(name: "referred_by", schema: "referrals", table: "referrals");

            migrationBuilder.DropColumn(name: "by_member", schema: "referrals", table: "referral_events");

            migrationBuilder.DropColumn(name: "helped", schema: "referrals", table: "referral_events");

            migrationBuilder.DropColumn(name: "choices", schema: "channels", table: "deliveries");

            migrationBuilder.DropColumn(name: "expired_at", schema: "referrals", table: "consents");

            migrationBuilder.DropColumn(name: "withdrawn_by", schema: "referrals", table: "consents");

            migrationBuilder.DropColumn(name: "withdrawn_reason", schema: "referrals", table: "consents");
        }
    }
}
