using System.Net;
using FerroGate.Core.Keys;
using FerroGate.Core.Policies;
using FerroGate.Core.Snapshot;

namespace FerroGate.Core.Tests.Policies;

/// <summary>Somebody who asks for something, and who would answer.</summary>
internal static class PolicySamples
{
    /// <summary>A Saturday, half past ten at night.</summary>
    public static DateTimeOffset Saturday { get; } = new(2026, 11, 28, 22, 30, 0, TimeSpan.Zero);

    public static VirtualKey Key { get; } = KeyOf("key", new Tenant("org", "team", "project", "user")) with { Metadata = [new("tier", "gold")] };

    public static PolicyRequest Request { get; } = new(Key, "quick", "fast")
    {
        Streaming = true,
        Tools = false,
        OutputTokens = 1000,
        Dialect = "chat",
        Client = IPAddress.Parse("10.1.2.3"),
        Metadata = [new("purpose", "batch-7"), new("empty", "")],
        At = Saturday,
    };

    public static VirtualKey KeyOf(string id, Tenant tenant) => new() { Id = id, Hash = KeyHash.Of(id), Tenant = tenant };

    public static Target TargetOf(string provider, string model) => new(
        new Provider { Name = provider, Kind = "openai", BaseUrl = new Uri("http://a.example"), Enabled = true, Credentials = new ProviderCredentials([ProviderCredential.None]), InjectStreamUsage = true, Echo = new EchoSettings(TimeSpan.Zero, null) },
        model,
        null);

    public static NamePatterns Names(params string[] names) => new(names);
}
