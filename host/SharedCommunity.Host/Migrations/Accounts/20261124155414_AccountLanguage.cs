using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SharedCommunity.Host.Migrations.Accounts
{
    /// <inheritdoc />
    public partial class AccountLanguage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "language",
                schema: "accounts",
                table: "accounts",
                type: "character varying(2)",
                maxLength: 2,
                nullable: true
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "language", schema: "accounts", table: "accounts");
        }
    }
}
