using System.Globalization;
using System.Text;
using FerroGate.Config;
using FerroGate.Server.Snapshots;
using FerroGate.Testing;
using FerroGate.Testing.Caddy;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;

namespace FerroGate.Server.Tests.Caddy;

/// <summary>
/// Everything that a case names: ports, a folder of files, an upstream. Caddy and the gateway live in it one after the other,
/// so that even a port that an answer shows is the same.
/// </summary>
internal sealed class CaddyWorld : IAsyncDisposable
{
    private readonly CaddyCase _case;
    private readonly TemporaryFolder _folder = new();
    private readonly FakeProvider _upstream = FakeProvider.Start();
    private readonly string _config;
    private readonly Dictionary<string, int> _ports;
    private readonly Dictionary<string, string> _environment;

    public CaddyWorld(CaddyCase @case)
    {
        _case = @case;
        _upstream.Otherwise(Echo);
        _config = _folder.Write("Caddyfile", @case.Caddyfile);
        var site = Path.Combine(_folder.Path, "site");
        CaddySite.CopyTo(site);
        var free = FreePort.Take(2);
        _ports = new() { [CaddyCase.Port] = free[0], [CaddyCase.OtherPort] = free[1] };
        _environment = new()
        {
            ["ROOT"] = site,
            ["UPSTREAM"] = _upstream.Address.Authority,
            ["GREETING"] = "hello from the environment",
        };
        foreach (var (name, port) in _ports)
            _environment[name] = port.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Caddy's answers to all requests; <c>null</c> is a connection that was closed without one.</summary>
    public async Task<IReadOnlyList<Answer?>> AskCaddyAsync()
    {
        var ports = _case.Requests.Select(request => request.PortVariable).Distinct().Select(name => _ports[name]);
        await using var caddy = await CaddyProcess.StartAsync(_config, _folder.Path, _environment, ports);
        return await AskAsync();
    }

    /// <summary>What the gateway says of the Caddyfile.</summary>
    public ConfigResult Read() => new ConfigLoader(GatewayVocabulary.Value, _environment.GetValueOrDefault).Load(_config).ForRunning();

    /// <summary>The gateway's answers to all requests.</summary>
    public async Task<IReadOnlyList<Answer?>> AskGatewayAsync()
    {
        await using var gateway = await GatewayProcess.StartAsync(_config, _folder.Path, _environment);
        return await AskAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _upstream.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<IReadOnlyList<Answer?>> AskAsync()
    {
        var answers = new List<Answer?>();
        foreach (var request in _case.Requests)
            answers.Add(await AskAsync(new Uri($"http://127.0.0.1:{_ports[request.PortVariable]}"), request.Request));
        return answers;
    }

    private static async Task<Answer?> AskAsync(Uri host, Request request)
    {
        try
        {
            return await new Client(host).SendAsync(request);
        }
        catch (Exception closed) when (closed is IOException or EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>Shows what arrived of a request, but for the headers that every proxy sets in its own way.</summary>
    private static Reply Echo(ReceivedRequest request)
    {
        var text = new StringBuilder($"{request.Method} {request.Target}\n");
        var lines = request.Headers
            .Where(line => line.Key.StartsWith("X-", StringComparison.OrdinalIgnoreCase) || line.Key is "Host" or "Accept")
            .Where(line => !line.Key.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase))
            .Where(line => !line.Key.Equals("X-Request-Id", StringComparison.OrdinalIgnoreCase))
            .OrderBy(line => line.Key, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in lines)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");

        // HEAD has no body; bytes behind its answer would spoil the connection for the next.
        var body = request.Method == "HEAD" ? [] : Encoding.UTF8.GetBytes($"{text}\n{request.Text}");
        return new Reply { Status = 200, Body = body }.With("Content-Type", "text/plain");
    }
}
