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
            migrationBuilder.RunModuleSql("0002");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) { }
    }
}
