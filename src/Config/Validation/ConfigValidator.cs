using FerroGate.Config.Model;

namespace FerroGate.Config.Validation;

/// <summary>Applies every rule, whatever the others have found.</summary>
internal static class ConfigValidator
{
    private static readonly IConfigRule[] Rules =
    [
        new NamesAreUnique(),
        new ModelsNameKnownProviders(),
        new ModelsNameKnownModels(),
        new WildcardsAreWhole(),
        new KeysNameKnownModels(),
        new KeysNameKnownProviders(),
        new PoliciesNameWhatThereIs(),
        new PoliciesSayWhatTheyAreFor(),
        new PoliciesAreReached(),
        new PoliciesRefuseInWords(),
        new QuotasNameKnownModels(),
        new QuotasAreWhole(),
        new TenantsAreWhole(),
        new RoleBindingsSayWhose(),
        new ProviderUrls(),
        new BuiltInProviders(),
        new ProviderSecrets(),
        new ProviderHeaders(),
        new ProvidersSpeak(),
        new KeySources(),
        new KeySecrets(),
        new KeysAreDistinct(),
        new JwtIssuersHaveAudiences(),
        new TargetsAreDistinct(),
        new PricesComeInPairs(),
        new PricesNameWhatThereIs(),
        new PricesAreDistinct(),
        new LowestCostHasPrices(),
        new CircuitBreakerIsWhole(),
        new ListLimitsAreOrdered(),
        new PostgresIsNamed(),
        new SiteAddressesAreDistinct(),
        new SitesArePlain(),
        new TlsHasACertificate(),
        new ListenersAreTlsOrPlain(),
        new BindAddresses(),
        new AdminIsOnOrOff(),
        new AdminHasItsOwnAddress(),
        new AnswersAreThereToCopy(),
        new AiGatewayIsOfTheSite(),
        new AiSitesHaveKeys(),
        new ServersNameListeners(),
        new ServerLimitsAreShared(),
        new GatewayLogsAreDistinct(),
        new GatewayLogsHaveNoHosts(),
        new LogFilesAgree(),
        new PlaceholdersAreKnown(),
        new PlaceholderFilesMayBeRead(),
        new ThereIsASite(),
        new DirectivesAreReached(),
        new CapturesAreThere(),
    ];

    public static void Validate(GatewayConfig config, ConfigContext context)
    {
        foreach (var rule in Rules)
            rule.Check(config, context);
    }
}
