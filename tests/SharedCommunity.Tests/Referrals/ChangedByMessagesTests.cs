using System.Reflection;
using System.Runtime.CompilerServices;
using SharedCommunity.Referrals.Loop;
using Xunit;

namespace SharedCommunity.Tests.Referrals;

/// <summary>The inbox writes columns by a list; what is not on it would be lost without a word.</summary>
public sealed class ChangedByMessagesTests
{
    // What only an act of one's own side changes.
    private static readonly string[] Own = [nameof(Referral.Said), nameof(Referral.WorkerId)];

    [Fact]
    public void All_that_can_change_after_a_referral_began_is_written_by_the_inbox_or_by_acts_alone()
    {
        var changing = typeof(Referral)
            .GetProperties()
            .Where(property => property.SetMethod is { IsStatic: false } set && !IsInit(set))
            .Select(property => property.Name);
        Assert.Equal(
            changing.Order(StringComparer.Ordinal),
            Referral.ChangedByMessages.Concat(Own).Order(StringComparer.Ordinal)
        );
    }

    private static bool IsInit(MethodInfo set) =>
        set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
