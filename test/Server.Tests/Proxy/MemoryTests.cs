using System.Globalization;
using System.Text.RegularExpressions;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>What a connection takes of the gateway's memory.</summary>
[Trait("Category", "Process")]
public sealed partial class MemoryTests
{
    private const int Connections = 300;

    // All that is made for it and its request is some 32 KiB; with 16 KiB that its answer is read into it would be over 41.
    private const double MostForOne = 38 * 1024;

    [Fact]
    public async Task A_connection_is_given_no_large_buffer_for_a_small_answer()
    {
        await using var world = await ProxyWorld.StartAsync(
            """
            ai_gateway {
            	api_key reader {
            		key reader-secret
            		scopes admin.read
            	}
            }
            reverse_proxy $A
            """,
            upstreams: 1);
        var admin = new AdminClient(world.Gateway.AdminUri, "reader-secret");
        await AskAsync(world);

        var before = await AllocatedAsync(admin);
        await AskAsync(world);
        var after = await Patience.UntilAsync(() => AllocatedAsync(admin), bytes => bytes > before, "metrics that are newer than those before");

        Assert.InRange((after - before) / Connections, 1, MostForOne);
    }

    // Each over a connection of its own.
    private static async Task AskAsync(ProxyWorld world)
    {
        for (var i = 0; i < Connections; i++)
            Assert.Equal("a", await world.AskAsync(1));
    }

    private static async Task<double> AllocatedAsync(AdminClient admin) =>
        double.Parse(Allocated().Match((await admin.GetAsync("/metrics")).Text).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^dotnet_gc_heap_total_allocated_bytes_total\S* (\S+)", RegexOptions.Multiline)]
    private static partial Regex Allocated();
}
