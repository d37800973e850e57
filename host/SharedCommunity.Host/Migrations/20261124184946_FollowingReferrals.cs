using Microsoft.EntityFrameworkCore.Migrations;
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
                name: "choices",
                schema: "channels",
                table: "deliveries",
                type: "jsonb",
                nullable: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_to_account_id_sent_at",
                schema: "channels",
                table: "deliveries",
                columns: new[] { "to_account_id", "sent_at" },
                filter: "choices is not null"
            );

            migrationBuilder.RunModuleSql("0004");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_deliveries_to_account_id_sent_at",
                schema: "channels",
                table: "deliveries"
            );

            migrationBuilder.DropColumn(name: "choices", schema: "channels", table: "deliveries");
        }
    }
}
