using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Xunit;

namespace FerroGate.Server.Tests.Upgrades;

/// <summary>What a process has let go of.</summary>
internal static class Garbage
{
    // Whoever listens to these events makes the runtime collect everything once.
    private const long CollectKeyword = 0x80_0000;

    private static readonly EventPipeProvider Runtime = new("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectKeyword);

    /// <summary>Makes another process collect all that it has let go of.</summary>
    public static async Task CollectAsync(int process)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var session = await new DiagnosticsClient(process).StartEventPipeSessionAsync([Runtime], requestRundown: false, token: cancellation);
        var reading = session.EventStream.CopyToAsync(Stream.Null, cancellation);
        await session.StopAsync(cancellation);
        await reading;
    }
}
