using Microsoft.EntityFrameworkCore.Migrations;
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

            migrationBuilder.RunModuleSql("0002");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "agency_active", schema: "communities", table: "co_hosts");
        }
    }
}
