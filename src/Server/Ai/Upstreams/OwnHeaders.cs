using System.Net.Http.Headers;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>What every request to a provider says of itself.</summary>
internal static class OwnHeaders
{
    private static readonly ProductInfoHeaderValue UserAgent = new("ferrogate", ProductVersion.Text);

    /// <summary>Says who asks.</summary>
    public static void WriteAgent(HttpRequestHeaders headers) => headers.UserAgent.Add(UserAgent);

    /// <summary>Whoever runs the gateway has the last word.</summary>
    public static void WriteConfigured(HttpRequestHeaders headers, Provider provider)
    {
        foreach (var (name, value) in provider.Headers.All)
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }
    }
}
