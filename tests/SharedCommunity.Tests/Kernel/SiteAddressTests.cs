using Microsoft.Extensions.Configuration;
using SharedCommunity.Kernel.Http;
using Xunit;

namespace SharedCommunity.Tests.Kernel;

/// <summary>Which addresses lead to this site, and where it is.</summary>
public sealed class SiteAddressTests
{
    [Theory]
    [InlineData("/", true)]
    [InlineData("/north/first-steps/queue?state=mine", true)]
    [InlineData("", false)]
    [InlineData("north", false)]
    [InlineData("https://elsewhere.example/", false)]
    [InlineData("//elsewhere.example/", false)]
    [InlineData("/\\elsewhere.example/", false)]
    [InlineData("/\t/elsewhere.example/", false)]
    [InlineData("/\n/elsewhere.example/", false)]
    public void Only_an_address_that_no_browser_takes_elsewhere_is_here(string address, bool isHere) =>
        Assert.Equal(isHere, SiteAddress.IsHere(address));

    [Theory]
    [InlineData("https://community.example/", "http://0.0.0.0:5080", "https://community.example")]
    [InlineData(null, "http://127.0.0.1:6000;http://127.0.0.1:6001", "http://127.0.0.1:6000")]
    [InlineData("", "", "http://127.0.0.1:5080")]
    public void Links_are_built_from_the_address_that_is_configured(string? site, string urls, string expected)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["PublicUrl"] = site, ["urls"] = urls })
            .Build();
        Assert.Equal(expected, SiteAddress.Of(configuration));
    }
}
