using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using SharedCommunity.Communities.Agencies;
using SharedCommunity.Communities.Rules;
using SharedCommunity.Communities.Standard;
using SharedCommunity.Kernel.Clock;
using SharedCommunity.Kernel.Http;
using SharedCommunity.Kernel.Scopes;
using SharedCommunity.Kernel.UseCases;

namespace SharedCommunity.Communities.ServicesOffered;

/// <summary>The same by the form of the page: each weekday is one line.</summary>
[FormRoute("/{agency}/services/save")]
internal sealed class SaveAgencyServices : UseCase<SaveAgencyServices.Typed, Agency, AgencyServicesView>
{
    /// <param name="Topics">Ids of topics.</param>
    /// <param name="TimeZone">The time zone of the hours.</param>
    /// <param name="Monday">Spans of that day, such as <c>09:00-12:00, 13:00-17:00</c>.</param>
    /// <param name="Tuesday">Spans of that day.</param>
    /// <param name="Wednesday">Spans of that day.</param>
    /// <param name="Thursday">Spans of that day.</param>
    /// <param name="Friday">Spans of that day.</param>
    /// <param name="Saturday">Spans of that day.</param>
    /// <param name="Sunday">Spans of that day.</param>
    internal sealed record Typed(
        IReadOnlyList<string>? Topics = null,
        string TimeZone = "",
        string Monday = "",
        string Tuesday = "",
        string Wednesday = "",
        string Thursday = "",
        string Friday = "",
        string Saturday = "",
        string Sunday = ""
    )
    {
        /// <summary>The fields of the weekdays, by their names in the form.</summary>
        public IReadOnlyList<(IsoDayOfWeek Day, string Field, string Text)> Days =>
            [
                (IsoDayOfWeek.Monday, "monday", Monday),
                (IsoDayOfWeek.Tuesday, "tuesday", Tuesday),
                (IsoDayOfWeek.Wednesday, "wednesday", Wednesday),
                (IsoDayOfWeek.Thursday, "thursday", Thursday),
                (IsoDayOfWeek.Friday, "friday", Friday),
                (IsoDayOfWeek.Saturday, "saturday", Saturday),
                (IsoDayOfWeek.Sunday, "sunday", Sunday),
            ];

        /// <summary>What the form shows of what was said.</summary>
        public static Typed Of(IReadOnlyList<string> topics, string timeZone, IReadOnlyList<ServiceHours> hours) =>
            new(
                topics,
                timeZone,
                TypedHours.Line(hours, IsoDayOfWeek.Monday),
                TypedHours.Line(hours, IsoDayOfWeek.Tuesday),
                TypedHours.Line(hours, IsoDayOfWeek.Wednesday),
                TypedHours.Line(hours, IsoDayOfWeek.Thursday),
                TypedHours.Line(hours, IsoDayOfWeek.Friday),
                TypedHours.Line(hours, IsoDayOfWeek.Saturday),
                TypedHours.Line(hours, IsoDayOfWeek.Sunday)
            );

        /// <summary>What was typed before, for a page that shows it again.</summary>
        public static Typed Of(IFormCollection form)
        {
            return new(
                [.. form["topics"].OfType<string>()],
                Text("timeZone"),
                Text("monday"),
                Text("tuesday"),
                Text("wednesday"),
                Text("thursday"),
                Text("friday"),
                Text("saturday"),
                Text("sunday")
            );

            string Text(string field) => form[field].LastOrDefault() ?? "";
        }
    }

    public override Permission Needs => Permissions.AdministerAgency;

    protected override Task<Agency?> Load(Typed request, UnitOfWork work, CancellationToken ct) =>
        work.Db.Set<Agency>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == work.Agency, ct);

    protected override Task<Outcome<AgencyServicesView>> Handle(
        Typed request,
        Agency agency,
        UnitOfWork work,
        CancellationToken ct
    )
    {
        var fields = new Fields();
        var hours = TypedHours.Read(request.Days, fields);
        return ChangeAgencyServices.Apply(
            new(agency.Id, request.Topics, hours, request.TimeZone.Trim()),
            fields,
            work,
            ct
        );
    }
}
