using System.Globalization;
using FerroGate.Testing;
using FerroGate.Testing.Caddy;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>Caddy and the gateway, before the same upstreams with the same lines, agree on which of them is well.</summary>
[Trait("Category", "Process")]
public sealed class HealthComparisonTests
{
    private static readonly Gate s_never = new();

    public static TheoryData<string, Reply, Reply> Cases => new()
    {
        { "", Reply.Json("", 200), Reply.Json("", 500) },
        { "", Reply.Json("", 204), Reply.Json("", 404) },
        { "", Reply.Json(""), Reply.Dead() },
        { "", Reply.Json(""), Reply.Garbage("this is no HTTP\r\n\r\n") },
        { "health_timeout 150ms", Reply.Json(""), Reply.Json("").HoldHead(s_never) },
        { "health_status 2xx", Reply.Json("", 299), Reply.Json("", 404) },
        { "health_status 418", Reply.Json("", 418), Reply.Json("", 200) },
        { "health_body ^all", Reply.Json("all is well"), Reply.Json("not all is well") },
        { "health_body (?i)WELL$", Reply.Json("all is well"), Reply.Json("") },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_upstream_is_left_out_and_taken_back_alike(string option, Reply well, Reply unwell)
    {
        await using var pair = await PairAsync($"reverse_proxy $A $B {{\n lb_policy first\n health_uri /up\n health_interval 50ms\n {option}\n}}");
        bool[] areWell = [true, true];
        for (var i = 0; i < 2; i++)
        {
            var (place, letter) = (i, i == 0 ? "a" : "b");
            pair.World.Upstreams[i].Otherwise(request => request.Target != "/up" ? Reply.Json(letter).With("x-upstream", letter)
                : Volatile.Read(ref areWell[place]) ? well : unwell);
        }

        await pair.AgreeAsync("a");
        Volatile.Write(ref areWell[0], false);
        await pair.AgreeAsync("b");
        Volatile.Write(ref areWell[1], false);
        await pair.AgreeAsync("503");
        Volatile.Write(ref areWell[0], true);
        await pair.AgreeAsync("a");
    }

    [Theory]
    [InlineData("health_uri /up")]
    [InlineData("health_uri /up?full=1&x=%2F")]
    [InlineData("health_uri /up\n health_headers {\n  Host up.example\n  X-Probe one\n }")]
    [InlineData("health_uri /up\n health_port $PORT_B")]
    public async Task The_same_is_asked_in_the_same_place(string options)
    {
        await using var pair = await PairAsync($"reverse_proxy $A {{\n health_interval 50ms\n {options}\n}}");
        var asked = pair.World.Upstreams[options.Contains("health_port", StringComparison.Ordinal) ? 1 : 0];

        // One of them is Go's client by its own word.
        var seen = new Dictionary<bool, string>();
        while (seen.Count < 2)
        {
            var question = await asked.NextRequestAsync();
            seen[question.Headers["user-agent"]?.StartsWith("Go-", StringComparison.Ordinal) == true] =
                $"{question.Method} {question.Target} {question.Headers["host"]} {question.Headers["x-probe"]} {question.Text}";
        }

        Assert.Equal(seen[true], seen[false]);
    }

    private static async Task<Pair> PairAsync(string site)
    {
        Assert.SkipUnless(CaddyProcess.Missing is null, CaddyProcess.Missing ?? "");
        var world = await ProxyWorld.StartAsync(site, upstreams: 2);
        try
        {
            var port = FreePort.Take(1)[0];
            var folder = Directory.CreateDirectory(Path.Combine(world.Folder, "caddy")).FullName;
            var config = Path.Combine(folder, "Caddyfile");
            await File.WriteAllTextAsync(
                config,
                string.Create(CultureInfo.InvariantCulture, $"{{\n\tadmin off\n\tauto_https off\n}}\nhttp://127.0.0.1:{port} {{\n{world.Filled(site)}\n}}\n"),
                TestContext.Current.CancellationToken);
            return new Pair(world, await CaddyProcess.StartAsync(config, folder, [], [port]), new Uri($"http://127.0.0.1:{port}"));
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    private sealed record Pair(ProxyWorld World, CaddyProcess Caddy, Uri Address) : IAsyncDisposable
    {
        /// <summary>Waits until both have the same upstream answer: questions run by themselves.</summary>
        public async Task AgreeAsync(string letter)
        {
            await Patience.UntilAsync(() => AskAsync(new Client(Address)), found => found == letter, $"Caddy to come to {letter}");
            await Patience.UntilAsync(() => AskAsync(World.Client), found => found == letter, $"the gateway to come to {letter}");
        }

        public async ValueTask DisposeAsync()
        {
            await Caddy.DisposeAsync();
            await World.DisposeAsync();
        }

        private static async Task<string> AskAsync(Client client)
        {
            var answer = await client.GetAsync("/");
            return answer.Headers["x-upstream"] ?? answer.Status.ToString(CultureInfo.InvariantCulture);
        }
    }
}
