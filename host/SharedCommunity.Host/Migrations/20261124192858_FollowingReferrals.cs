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

            migrationBuilder.CreateIndex(
                name: "ix_referrals_consent_id",
                schema: "referrals",
                table: "referrals",
                column: "consent_id"
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

            migrationBuilder.RunModuleSql("0004");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_referrals_consent_id", schema: "referrals", table: "referrals");

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

            migrationBuilder.DropColumn(name: "choices", schema: "channels", table: "deliveries");

            migrationBuilder.DropColumn(name: "expired_at", schema: "referrals", table: "consents");

            migrationBuilder.DropColumn(name: "withdrawn_by", schema: "referrals", table: "consents");

            migrationBuilder.DropColumn(name: "withdrawn_reason", schema: "referrals", table: "consents");
        }
    }
}
