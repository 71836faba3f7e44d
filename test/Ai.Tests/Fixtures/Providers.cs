using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Tests.Fixtures;

/// <summary>Providers as config makes them.</summary>
internal static class Providers
{
    public static Provider At(string baseUrl, string kind = "openai-compatible", string? secret = null, EchoSettings? echo = null) => new()
    {
        Name = kind,
        Kind = kind,
        BaseUrl = new Uri(baseUrl),
        Enabled = true,
        Credentials = secret is null ? ProviderCredential.None : ProviderCredential.Of(secret),
        InjectStreamUsage = true,
        Echo = echo ?? new EchoSettings(TimeSpan.Zero, null),
    };
}
