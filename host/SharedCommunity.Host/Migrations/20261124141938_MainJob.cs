using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
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

            migrationBuilder.EnsureSchema(name: "moderation");

            migrationBuilder.EnsureSchema(name: "kernel");

            migrationBuilder.EnsureSchema(name: "channels");

            migrationBuilder.EnsureSchema(name: "membership");

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
                name: "bind_links",
                schema: "channels",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    made_by = table.Column<Guid>(type: "uuid", nullable: false),
                    expires_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bind_links", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "bind_requests",
                schema: "channels",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    chat_id = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    asked_by = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    confirmed = table.Column<bool>(type: "boolean", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bind_requests", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "channel_accounts",
                schema: "channels",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    handle = table.Column<string>(type: "text", nullable: true),
                    language_hint = table.Column<string>(type: "text", nullable: true),
                    first_seen_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    told_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    unreachable_code = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_channel_accounts", x => x.id);
                    table.UniqueConstraint("ak_channel_accounts_community_id_id", x => new { x.community_id, x.id });
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
                name: "connections",
                schema: "channels",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    platform = table.Column<string>(type: "text", nullable: false),
                    mode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    stopped_code = table.Column<string>(type: "text", nullable: true),
                    bot_id = table.Column<string>(type: "text", nullable: true),
                    bot_username = table.Column<string>(type: "text", nullable: true),
                    reads_everything = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    last_event_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    demo = table.Column<bool>(type: "boolean", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connections", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "inquiries",
                schema: "moderation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: true),
                    channel_account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    first_message_id = table.Column<Guid>(type: "uuid", nullable: true),
                    text = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: true),
                    language_confidence = table.Column<double>(type: "double precision", nullable: false),
                    language_corrected = table.Column<bool>(type: "boolean", nullable: false),
                    topics = table.Column<List<string>>(type: "text[]", nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    @private = table.Column<bool>(name: "private", type: "boolean", nullable: false),
                    contact = table.Column<string>(type: "text", nullable: true),
                    asked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    starts_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    respond_by = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    due_soon_from = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    promised_by = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    custody_agency_id = table.Column<Guid>(type: "uuid", nullable: true),
                    claim_staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    claim_staff_name = table.Column<string>(type: "text", nullable: true),
                    claim_agency_id = table.Column<Guid>(type: "uuid", nullable: true),
                    claim_until = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    assigned_agency_id = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    extended_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    waiting_left = table.Column<Duration>(type: "interval", nullable: true),
                    last_message_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    closed_for = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    answers = table.Column<int>(type: "integer", nullable: false),
                    referrals = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inquiries", x => x.id);
                    table.UniqueConstraint("ak_inquiries_community_id_id", x => new { x.community_id, x.id });
                }
            );

            migrationBuilder.CreateTable(
                name: "journal",
                schema: "channels",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    lane = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<byte[]>(type: "bytea", nullable: true),
                    received_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal", x => x.id);
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
                name: "members",
                schema: "membership",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: true),
                    joined_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    left_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    entered_by_hand = table.Column<bool>(type: "boolean", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_members", x => x.id);
                    table.UniqueConstraint("ak_members_community_id_id", x => new { x.community_id, x.id });
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
                name: "parked_events",
                schema: "channels",
                columns: table => new
                {
                    journal_id = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: true),
                    failure = table.Column<string>(type: "text", nullable: false),
                    parked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parked_events", x => x.journal_id);
                }
            );

            migrationBuilder.CreateTable(
                name: "private_line_choices",
                schema: "channels",
                columns: table => new
                {
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: true),
                    offered = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    asked_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    question = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_private_line_choices", x => new { x.connection_id, x.account });
                }
            );

            migrationBuilder.CreateTable(
                name: "unplaced_events",
                schema: "channels",
                columns: table => new
                {
                    journal_id = table.Column<long>(type: "bigint", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    writer_name = table.Column<string>(type: "text", nullable: false),
                    sent_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unplaced_events", x => x.journal_id);
                }
            );

            migrationBuilder.CreateTable(
                name: "waiting_events",
                schema: "channels",
                columns: table => new
                {
                    journal_id = table.Column<long>(type: "bigint", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lane = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    attempts = table.Column<short>(type: "smallint", nullable: false),
                    next_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_waiting_events", x => x.journal_id);
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
                name: "channels",
                schema: "channels",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: true),
                    platform = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    chat_id = table.Column<string>(type: "text", nullable: true),
                    title = table.Column<string>(type: "text", nullable: false),
                    standing = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    lacking_rights = table.Column<List<string>>(type: "text[]", nullable: false),
                    stopped_code = table.Column<string>(type: "text", nullable: true),
                    since = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_channels", x => x.id);
                    table.UniqueConstraint("ak_channels_community_id_id", x => new { x.community_id, x.id });
                    table.ForeignKey(
                        name: "fk_channels_connections_connection_id",
                        column: x => x.connection_id,
                        principalSchema: "channels",
                        principalTable: "connections",
                        principalColumn: "id"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "connection_secrets",
                schema: "channels",
                columns: table => new
                {
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token = table.Column<byte[]>(type: "bytea", nullable: false),
                    webhook_secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    webhook_secret_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connection_secrets", x => x.connection_id);
                    table.ForeignKey(
                        name: "fk_connection_secrets_connections_connection_id",
                        column: x => x.connection_id,
                        principalSchema: "channels",
                        principalTable: "connections",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "answers",
                schema: "moderation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    custody_agency_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    @private = table.Column<bool>(name: "private", type: "boolean", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_name = table.Column<string>(type: "text", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_name = table.Column<string>(type: "text", nullable: false),
                    service = table.Column<string>(type: "text", nullable: true),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    recalled_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answers", x => x.id);
                    table.ForeignKey(
                        name: "fk_answers_inquiries_community_id_inquiry_id",
                        columns: x => new { x.community_id, x.inquiry_id },
                        principalSchema: "moderation",
                        principalTable: "inquiries",
                        principalColumns: new[] { "community_id", "id" },
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "inquiry_events",
                schema: "moderation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    custody_agency_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    staff_name = table.Column<string>(type: "text", nullable: true),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: true),
                    agency_name = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inquiry_events", x => x.id);
                    table.ForeignKey(
                        name: "fk_inquiry_events_inquiries_community_id_inquiry_id",
                        columns: x => new { x.community_id, x.inquiry_id },
                        principalSchema: "moderation",
                        principalTable: "inquiries",
                        principalColumns: new[] { "community_id", "id" },
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "inquiry_messages",
                schema: "moderation",
                columns: table => new
                {
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    custody_agency_id = table.Column<Guid>(type: "uuid", nullable: true),
                    in_text = table.Column<bool>(type: "boolean", nullable: false),
                    sent_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inquiry_messages", x => new { x.community_id, x.message_id });
                    table.ForeignKey(
                        name: "fk_inquiry_messages_inquiries_community_id_inquiry_id",
                        columns: x => new { x.community_id, x.inquiry_id },
                        principalSchema: "moderation",
                        principalTable: "inquiries",
                        principalColumns: new[] { "community_id", "id" },
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "inquiry_notes",
                schema: "moderation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    inquiry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    custody_agency_id = table.Column<Guid>(type: "uuid", nullable: true),
                    text = table.Column<string>(type: "text", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_name = table.Column<string>(type: "text", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_name = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inquiry_notes", x => x.id);
                    table.ForeignKey(
                        name: "fk_inquiry_notes_inquiries_community_id_inquiry_id",
                        columns: x => new { x.community_id, x.inquiry_id },
                        principalSchema: "moderation",
                        principalTable: "inquiries",
                        principalColumns: new[] { "community_id", "id" },
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "member_accounts",
                schema: "membership",
                columns: table => new
                {
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_member_accounts", x => new { x.community_id, x.channel_account_id });
                    table.ForeignKey(
                        name: "fk_member_accounts_members_community_id_member_id",
                        columns: x => new { x.community_id, x.member_id },
                        principalSchema: "membership",
                        principalTable: "members",
                        principalColumns: new[] { "community_id", "id" },
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

            migrationBuilder.CreateTable(
                name: "deliveries",
                schema: "channels",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    text = table.Column<string>(type: "text", nullable: false),
                    reply_to = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    failure = table.Column<string>(type: "text", nullable: true),
                    not_before = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    parts_sent = table.Column<int>(type: "integer", nullable: false),
                    platform_message_id = table.Column<string>(type: "text", nullable: true),
                    custody_agency_id = table.Column<Guid>(type: "uuid", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deliveries", x => x.id);
                    table.UniqueConstraint("ak_deliveries_community_id_id", x => new { x.community_id, x.id });
                    table.ForeignKey(
                        name: "fk_deliveries_channel_accounts_community_id_to_account_id",
                        columns: x => new { x.community_id, x.to_account_id },
                        principalSchema: "channels",
                        principalTable: "channel_accounts",
                        principalColumns: new[] { "community_id", "id" }
                    );
                    table.ForeignKey(
                        name: "fk_deliveries_channels_community_id_channel_id",
                        columns: x => new { x.community_id, x.channel_id },
                        principalSchema: "channels",
                        principalTable: "channels",
                        principalColumns: new[] { "community_id", "id" },
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "messages",
                schema: "channels",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    community_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    channel_account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    platform_message_id = table.Column<string>(type: "text", nullable: true),
                    writer_name = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    attachment = table.Column<string>(type: "text", nullable: true),
                    attachments = table.Column<string>(type: "jsonb", nullable: true),
                    sent_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    edited_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    @private = table.Column<bool>(name: "private", type: "boolean", nullable: false),
                    placed = table.Column<bool>(type: "boolean", nullable: false),
                    outgoing = table.Column<bool>(type: "boolean", nullable: false),
                    reply_to = table.Column<Guid>(type: "uuid", nullable: true),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: true),
                    custody_agency_id = table.Column<Guid>(type: "uuid", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => x.id);
                    table.UniqueConstraint("ak_messages_community_id_id", x => new { x.community_id, x.id });
                    table.ForeignKey(
                        name: "fk_messages_channel_accounts_community_id_channel_account_id",
                        columns: x => new { x.community_id, x.channel_account_id },
                        principalSchema: "channels",
                        principalTable: "channel_accounts",
                        principalColumns: new[] { "community_id", "id" }
                    );
                    table.ForeignKey(
                        name: "fk_messages_channels_community_id_channel_id",
                        columns: x => new { x.community_id, x.channel_id },
                        principalSchema: "channels",
                        principalTable: "channels",
                        principalColumns: new[] { "community_id", "id" },
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "delivery_attempts",
                schema: "channels",
                columns: table => new
                {
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delivery_attempts", x => new { x.delivery_id, x.number });
                    table.ForeignKey(
                        name: "fk_delivery_attempts_deliveries_delivery_id",
                        column: x => x.delivery_id,
                        principalSchema: "channels",
                        principalTable: "deliveries",
                        principalColumn: "id",
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
                name: "ix_answers_community_id_inquiry_id",
                schema: "moderation",
                table: "answers",
                columns: new[] { "community_id", "inquiry_id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_answers_delivery_id",
                schema: "moderation",
                table: "answers",
                column: "delivery_id"
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
                name: "ix_bind_links_community_id",
                schema: "channels",
                table: "bind_links",
                column: "community_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_bind_links_hash",
                schema: "channels",
                table: "bind_links",
                column: "hash",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_bind_requests_community_id_asked_at",
                schema: "channels",
                table: "bind_requests",
                columns: new[] { "community_id", "asked_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_channel_accounts_connection_id_account_community_id",
                schema: "channels",
                table: "channel_accounts",
                columns: new[] { "connection_id", "account", "community_id" },
                unique: true
            );

            migrationBuilder
                .CreateIndex(
                    name: "ix_channels_community_id_connection_id_kind",
                    schema: "channels",
                    table: "channels",
                    columns: new[] { "community_id", "connection_id", "kind" },
                    unique: true,
                    filter: "chat_id is null"
                )
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_channels_connection_id_chat_id",
                schema: "channels",
                table: "channels",
                columns: new[] { "connection_id", "chat_id" },
                unique: true,
                filter: "chat_id is not null"
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
                name: "ix_connections_agency_id",
                schema: "channels",
                table: "connections",
                column: "agency_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_connections_platform_bot_id",
                schema: "channels",
                table: "connections",
                columns: new[] { "platform", "bot_id" },
                unique: true,
                filter: "bot_id is not null and state <> 'Closed'"
            );

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_channel_id",
                schema: "channels",
                table: "deliveries",
                column: "channel_id",
                filter: "state = 'Attempted'"
            );

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_community_id_channel_id",
                schema: "channels",
                table: "deliveries",
                columns: new[] { "community_id", "channel_id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_community_id_to_account_id",
                schema: "channels",
                table: "deliveries",
                columns: new[] { "community_id", "to_account_id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_due_at",
                schema: "channels",
                table: "deliveries",
                column: "due_at",
                filter: "state = 'Waiting'"
            );

            migrationBuilder.CreateIndex(
                name: "ix_inquiries_member_id_asked_at",
                schema: "moderation",
                table: "inquiries",
                columns: new[] { "member_id", "asked_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_inquiry_events_community_id_inquiry_id",
                schema: "moderation",
                table: "inquiry_events",
                columns: new[] { "community_id", "inquiry_id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_inquiry_messages_community_id_inquiry_id",
                schema: "moderation",
                table: "inquiry_messages",
                columns: new[] { "community_id", "inquiry_id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_inquiry_notes_community_id_inquiry_id",
                schema: "moderation",
                table: "inquiry_notes",
                columns: new[] { "community_id", "inquiry_id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_journal_connection_id_event_id",
                schema: "channels",
                table: "journal",
                columns: new[] { "connection_id", "event_id" },
                unique: true
            );

            migrationBuilder
                .CreateIndex(
                    name: "ix_journal_received_at",
                    schema: "channels",
                    table: "journal",
                    column: "received_at"
                )
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ix_kept_outcomes_at",
                schema: "kernel",
                table: "kept_outcomes",
                column: "at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_member_accounts_community_id_member_id",
                schema: "membership",
                table: "member_accounts",
                columns: new[] { "community_id", "member_id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_members_community_id_joined_at_id",
                schema: "membership",
                table: "members",
                columns: new[] { "community_id", "joined_at", "id" },
                descending: new[] { false, true, true }
            );

            migrationBuilder
                .CreateIndex(
                    name: "ix_messages_channel_id_conversation_id_platform_message_id",
                    schema: "channels",
                    table: "messages",
                    columns: new[] { "channel_id", "conversation_id", "platform_message_id" },
                    unique: true,
                    filter: "platform_message_id is not null"
                )
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_messages_community_id_channel_account_id",
                schema: "channels",
                table: "messages",
                columns: new[] { "community_id", "channel_account_id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_messages_community_id_channel_id",
                schema: "channels",
                table: "messages",
                columns: new[] { "community_id", "channel_id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_messages_community_id_sent_at",
                schema: "channels",
                table: "messages",
                columns: new[] { "community_id", "sent_at" },
                descending: new[] { false, true }
            );

            migrationBuilder.CreateIndex(
                name: "ix_messages_delivery_id",
                schema: "channels",
                table: "messages",
                column: "delivery_id",
                filter: "delivery_id is not null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_parked_announcements_community_id_parked_at",
                schema: "kernel",
                table: "parked_announcements",
                columns: new[] { "community_id", "parked_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_parked_events_agency_id",
                schema: "channels",
                table: "parked_events",
                column: "agency_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_parked_events_id",
                schema: "channels",
                table: "parked_events",
                column: "id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_private_line_choices_asked_at",
                schema: "channels",
                table: "private_line_choices",
                column: "asked_at",
                filter: "question = 'Due'"
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

            migrationBuilder.CreateIndex(
                name: "ix_unplaced_events_connection_id_account",
                schema: "channels",
                table: "unplaced_events",
                columns: new[] { "connection_id", "account" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_waiting_events_connection_id_lane_position",
                schema: "channels",
                table: "waiting_events",
                columns: new[] { "connection_id", "lane", "position" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_waiting_events_failed",
                schema: "channels",
                table: "waiting_events",
                columns: new[] { "connection_id", "lane" },
                filter: "attempts > 0"
            );

            migrationBuilder.RunModuleSql("0001");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "agency_private", schema: "communities");

            migrationBuilder.DropTable(name: "answers", schema: "moderation");

            migrationBuilder.DropTable(name: "api_keys", schema: "communities");

            migrationBuilder.DropTable(name: "audit_entries", schema: "kernel");

            migrationBuilder.DropTable(name: "bind_links", schema: "channels");

            migrationBuilder.DropTable(name: "bind_requests", schema: "channels");

            migrationBuilder.DropTable(name: "co_hosts", schema: "communities");

            migrationBuilder.DropTable(name: "connection_secrets", schema: "channels");

            migrationBuilder.DropTable(name: "delivery_attempts", schema: "channels");

            migrationBuilder.DropTable(name: "inquiry_events", schema: "moderation");

            migrationBuilder.DropTable(name: "inquiry_messages", schema: "moderation");

            migrationBuilder.DropTable(name: "inquiry_notes", schema: "moderation");

            migrationBuilder.DropTable(name: "journal", schema: "channels");

            migrationBuilder.DropTable(name: "kept_outcomes", schema: "kernel");

            migrationBuilder.DropTable(name: "member_accounts", schema: "membership");

            migrationBuilder.DropTable(name: "messages", schema: "channels");

            migrationBuilder.DropTable(name: "parked_announcements", schema: "kernel");

            migrationBuilder.DropTable(name: "parked_events", schema: "channels");

            migrationBuilder.DropTable(name: "private_line_choices", schema: "channels");

            migrationBuilder.DropTable(name: "staff_private", schema: "communities");

            migrationBuilder.DropTable(name: "staff_roles", schema: "communities");

            migrationBuilder.DropTable(name: "unplaced_events", schema: "channels");

            migrationBuilder.DropTable(name: "waiting_events", schema: "channels");

            migrationBuilder.DropTable(name: "communities", schema: "communities");

            migrationBuilder.DropTable(name: "deliveries", schema: "channels");

            migrationBuilder.DropTable(name: "inquiries", schema: "moderation");

            migrationBuilder.DropTable(name: "members", schema: "membership");

            migrationBuilder.DropTable(name: "staff", schema: "communities");

            migrationBuilder.DropTable(name: "channel_accounts", schema: "channels");

            migrationBuilder.DropTable(name: "channels", schema: "channels");

            migrationBuilder.DropTable(name: "agencies", schema: "communities");

            migrationBuilder.DropTable(name: "connections", schema: "channels");
        }
    }
}
