using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;

namespace SharedCommunity.Kernel.Localisation;

/// <summary>
/// Texts in the reader's digits. The Arabic resources write a number of ours in Arabic digits; a reader whose region
/// writes Western ones gets those. What has to be dialled or typed as it stands is in Western digits in the resources,
/// and stays so for everybody.
/// </summary>
public static class ReaderTexts
{
    /// <summary>Registers the texts of all modules.</summary>
    public static IServiceCollection AddReaderTexts(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLocalization();
        services.AddSingleton<ResourceManagerStringLocalizerFactory>();
        return services.Replace(ServiceDescriptor.Singleton<IStringLocalizerFactory, Factory>());
    }

    private sealed class Factory(ResourceManagerStringLocalizerFactory inner) : IStringLocalizerFactory
    {
        public IStringLocalizer Create(Type resourceSource) => new InDigits(inner.Create(resourceSource));

        public IStringLocalizer Create(string baseName, string location) =>
            new InDigits(inner.Create(baseName, location));
    }

    private sealed class InDigits(IStringLocalizer inner) : IStringLocalizer
    {
        public LocalizedString this[string name] => Own(inner[name]);

        public LocalizedString this[string name, params object[] arguments]
        {
            get
            {
                var text = this[name];
                return new(
                    name,
                    string.Format(CultureInfo.CurrentCulture, text.Value, arguments),
                    text.ResourceNotFound,
                    text.SearchedLocation
                );
            }
        }

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
            inner.GetAllStrings(includeParentCultures).Select(Own);

        private static LocalizedString Own(LocalizedString text) =>
            Reader.OwnDigits(text.Value) is var own && ReferenceEquals(own, text.Value)
                ? text
                : new(text.Name, own, text.ResourceNotFound, text.SearchedLocation);
    }
}
