namespace SharedCommunity.Kernel.Data;

/// <summary>
/// The closed list of SECURITY DEFINER functions: all that may look past row-level security. Each takes a secret, a
/// slug or a kind of work and returns ids, or does one named step. A test holds this list against the database.
/// </summary>
public static class DefinerFunctions
{
    /// <summary>What the application role may call.</summary>
    public static IReadOnlySet<string> Callable { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            // Kernel
            "kernel.lease_take",
            "kernel.lease_release",
            "kernel.sweep",
            "kernel.parked",
            "kernel.parked_ask",
            "kernel.parked_asked",
            "kernel.mail_add",
            "kernel.mails_of",
            "kernel.mail_take",
            "kernel.mail_done",
            "kernel.kept_forget",
            "kernel.access_mails",
            // Communities
            "communities.visible",
            "communities.caller",
            "communities.staff_of_account",
            "communities.names_of_account",
            "communities.api_key_by_hash",
            "communities.invitation_by_hash",
            "communities.invitation_mail_due",
            "communities.agency_by_slug",
            "communities.community_by_slug",
            "communities.is_platform_administrator",
            "communities.disable_account",
            "communities.first_platform_administrator",
            "communities.demo_agencies",
            "communities.account_is_ours",
            "communities.requires_totp",
            "communities.agencies_exist",
            "communities.holds_role",
            // Channels
            "channels.connection_for_hook",
            "channels.connection_secret",
            "channels.connection_secret_set",
            "channels.connections_to_poll",
            "channels.journal_append",
            "channels.journal_waiting",
            "channels.lanes_work",
            "channels.journal_done",
            "channels.journal_failed",
            "channels.journal_parked",
            "channels.journal_replay",
            "channels.journal_sweep",
            "channels.route",
            "channels.tap_elsewhere",
            "channels.communities_on",
            "channels.choose_community",
            "channels.checks_waiting",
            "channels.groups_on",
            "channels.health",
            "channels.questions_waiting",
            "channels.chat_migrate",
            "channels.link_by_hash",
            "channels.deliveries_waiting",
            "channels.delivery_attempt",
            "channels.delivery_result",
            "channels.deliveries_recover",
            "channels.custody_end",
            "channels.custody_release",
            "channels.search_messages",
            // Referrals
            "referrals.outbox_add",
            "referrals.outbox_take",
            "referrals.outbox_acknowledge",
            "referrals.outbox_acknowledged",
            "referrals.outbox_hide",
            "referrals.outbox_hidden",
            "referrals.consent_ask_by_hash",
            "referrals.consents_over",
            "referrals.outbox_state",
            "referrals.inbox_known",
            "referrals.inbox_add",
            "referrals.bus_sweep",
            "referrals.queues",
            "referrals.voices_of",
            "referrals.clocks_due",
            "referrals.follow_ups_due",
            "referrals.without_part",
            "referrals.member_choice_add",
            "referrals.member_asked",
            "referrals.member_choices_take",
            "referrals.member_choice_done",
            "referrals.unconfirmed",
            // Moderation
            "moderation.custody_take",
            "moderation.custody_end",
            "moderation.hidden_private_count",
            "moderation.referred_elsewhere",
            "moderation.custody_release",
        };

    /// <summary>What only policies and triggers call; they take and return ids or a yes.</summary>
    public static IReadOnlySet<string> InPolicies { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            "communities.neighbours",
            "communities.in_platform_scope",
            "communities.is_unled",
            "communities.leads",
            "communities.keep_agency_active",
            "communities.tell_co_hosts",
        };
}
