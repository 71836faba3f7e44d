using System.Globalization;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>What callers are told when a provider fails them.</summary>
internal static class ProviderFailures
{
    public static Refusal Unreachable(Provider provider) => Api(
        502, RefusalCodes.ProviderDispatchError, $"The provider '{provider.Name}' could not be reached.");

    public static Refusal Silent(Provider provider, TimeSpan limit) => Api(
        504,
        RefusalCodes.ProviderDispatchError,
        string.Create(CultureInfo.InvariantCulture, $"The provider '{provider.Name}' did not begin to answer within {limit.TotalSeconds:0.###} s."));

    public static Refusal SlowConnect(Provider provider, TimeSpan limit) => Api(
        504,
        RefusalCodes.ProviderDispatchError,
        string.Create(CultureInfo.InvariantCulture, $"No connection to the provider '{provider.Name}' came about within {limit.TotalSeconds:0.###} s."));

    public static Refusal SlowFirstToken(Provider provider, TimeSpan limit) => Api(
        504,
        RefusalCodes.ProviderStreamInterrupted,
        string.Create(CultureInfo.InvariantCulture, $"The provider '{provider.Name}' did not come to the first token of its answer within {limit.TotalSeconds:0.###} s."));

    public static Refusal Stalled(Provider provider, TimeSpan limit) => Api(
        504,
        RefusalCodes.ProviderStreamInterrupted,
        string.Create(CultureInfo.InvariantCulture, $"The provider '{provider.Name}' has said nothing for {limit.TotalSeconds:0.###} s, and its answer was not complete."));

    public static Refusal TooLong(TimeSpan limit) => Api(
        504,
        RefusalCodes.ProviderDispatchError,
        string.Create(CultureInfo.InvariantCulture, $"The answer was not complete within {limit.TotalSeconds:0.###} s, which is the limit here (`total` in `timeouts`, or provider_exchange_timeout_secs)."));

    public static Refusal BrokenAnswer(Provider provider) => Api(
        502, RefusalCodes.ProviderDispatchError, $"The answer of the provider '{provider.Name}' broke off or could not be read.");

    public static Refusal NoAnswer(Provider provider, int status) => Api(
        502,
        RefusalCodes.ProviderDispatchError,
        string.Create(CultureInfo.InvariantCulture, $"The provider '{provider.Name}' answered with status {status}, which is no answer to this request."));

    /// <summary>A tool call whose arguments are no JSON, for example, in a protocol where they are an object.</summary>
    public static Refusal Untranslatable(Provider provider, string reason) => Api(
        502, RefusalCodes.TranslationLoss, $"The answer of the provider '{provider.Name}' cannot be said in the protocol of this request: {reason}") with
    {
        ShouldRetry = false,
    };

    public static Refusal LostInTranslation(Provider provider, string losses) => Api(
        502,
        RefusalCodes.TranslationLoss,
        $"Strict translation was asked for, and the answer of the provider '{provider.Name}' says what the protocol of this request cannot: {losses}.") with
    {
        ShouldRetry = false,
    };

    /// <summary>An error of the provider itself, for clients of another protocol.</summary>
    public static Refusal Told(int status, ProviderFault? fault) => new(
        status,
        status switch
        {
            401 => ErrorType.Authentication,
            403 => ErrorType.Permission,
            404 => ErrorType.NotFound,
            429 => ErrorType.RateLimit,
            >= 400 and < 500 => ErrorType.InvalidRequest,
            _ => ErrorType.Api,
        },
        fault?.Code ?? RefusalCodes.ProviderError,
        fault?.Message ?? "The provider answered with an error that says no more than its status.")
    {
        Parameter = fault?.Parameter,
    };

    public static Refusal TooLarge(Provider provider, long limit) => Api(
        502,
        RefusalCodes.ProviderResponseTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"The answer of the provider '{provider.Name}' is larger than {limit} bytes, which is the limit here.")) with
    {
        ShouldRetry = false,
    };

    public static Refusal CredentialRefused(Provider provider) => Api(
        502,
        RefusalCodes.ProviderAuthError,
        $"The provider '{provider.Name}' does not accept the gateway's credential. This is for whoever runs the gateway to mend.") with
    {
        ShouldRetry = false,
    };

    public static Refusal CircuitOpen(Provider provider, TimeSpan rest) => Api(
        503, RefusalCodes.ProviderCircuitOpen, $"The provider '{provider.Name}' failed repeatedly and is left alone for a while.") with
    {
        // While a probe is out, nobody knows.
        RetryAfter = rest > TimeSpan.FromSeconds(1) ? rest : TimeSpan.FromSeconds(1),
    };

    public static Refusal StreamInterrupted(Provider provider) => Api(
        502, RefusalCodes.ProviderStreamInterrupted, $"The provider '{provider.Name}' broke off before its answer was complete.");

    public static Refusal ShuttingDown { get; } = Api(
        503, RefusalCodes.GatewayShuttingDown, "The gateway is shutting down and had to end this answer.") with
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    private static Refusal Api(int status, string code, string message) => new(status, ErrorType.Api, code, message);
}
