using System.Globalization;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>A gateway whose site is a few lines, before upstreams that a test scripts.</summary>
internal sealed class ProxyWorld : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private GatewayProcess? _gateway;

    private ProxyWorld(int upstreams)
    {
        Upstreams = [.. Enumerable.Range(0, upstreams).Select(_ => FakeProvider.Start())];
        for (var i = 0; i < upstreams; i++)
        {
            var name = (char)('a' + i);
            Upstreams[i].Otherwise(request => Reply.Json($"{name} {request.Target}").With("x-upstream", name.ToString()));
        }
    }

    public IReadOnlyList<FakeProvider> Upstreams { get; }

    public GatewayProcess Gateway => _gateway!;

    /// <summary>A folder that is gone with the world.</summary>
    public string Folder => _folder.Path;

    public Client Client => new(Gateway.DataUri);

    /// <summary>A port on which nobody listens.</summary>
    public static string NobodyAt { get; } = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Take(1)[0]}");

    /// <param name="site">
    /// The lines of the site. <c>$A</c>, <c>$B</c> and <c>$C</c> stand for the addresses of upstreams that answer with their letter,
    /// <c>$PORT_A</c> and so on for their ports, <c>$NOBODY</c> for one that cannot be reached, <c>$FOLDER</c> for a folder.
    /// </param>
    /// <param name="upstreams">How many upstreams there are.</param>
    /// <param name="global">Lines of the global block.</param>
    /// <param name="prepare">Puts files into the folder.</param>
    /// <param name="environment">Variables of the gateway's environment.</param>
    public static async Task<ProxyWorld> StartAsync(
        string site, int upstreams = 3, string global = "", Action<TemporaryFolder>? prepare = null, params IReadOnlyList<KeyValuePair<string, string>> environment)
    {
        var world = new ProxyWorld(upstreams);
        prepare?.Invoke(world._folder);
        var text = $"{{\n\tadmin 127.0.0.1:0\n\tdata {{\n\t\tpath {world._folder.Path}/data\n\t}}\n{global}\n}}\nhttp://:0 {{\n\tbind 127.0.0.1\n{site}\n}}\n";
        try
        {
            world._gateway = await GatewayProcess.StartAsync(world._folder.Write("Caddyfile", world.Filled(text)), world._folder.Path, environment);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>A text with what its variables stand for.</summary>
    public string Filled(string text)
    {
        text = text.Replace("$NOBODY", NobodyAt, StringComparison.Ordinal).Replace("$FOLDER", _folder.Path, StringComparison.Ordinal);
        for (var i = 0; i < Upstreams.Count; i++)
        {
            var (letter, address) = ((char)('A' + i), Upstreams[i].Address);
            text = text
                .Replace($"$PORT_{letter}", address.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace($"${letter}", address.Authority, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Who answered each of some requests, one letter for each.</summary>
    /// <remarks>
    /// They go over one connection while that lives, so that each begins after the gateway is done with the one before:
    /// an answer is whole at the client a moment before the gateway counts its request as ended.
    /// </remarks>
    public async Task<string> AskAsync(int times, Func<int, Request>? request = null)
    {
        var letters = "";
        Connection? connection = null;
        try
        {
            for (var i = 0; i < times; i++)
            {
                connection ??= await Connection.OpenAsync(Gateway.DataUri);
                await connection.SendAsync(request?.Invoke(i) ?? Request.Get("/"));
                var answer = await (await connection.ReceiveAsync()).ReadToEndAsync();
                letters += answer.Headers["x-upstream"] ?? answer.Status.ToString(CultureInfo.InvariantCulture);
                if (answer.Headers["connection"] == "close")
                {
                    await connection.DisposeAsync();
                    connection = null;
                }
            }
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }

        return letters;
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();

        foreach (var upstream in Upstreams)
            await upstream.DisposeAsync();

        _folder.Dispose();
    }
}
