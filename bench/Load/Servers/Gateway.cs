using System.Diagnostics;
using System.Net.Http.Headers;
using FerroGate.Bench.Load.Processes;

namespace FerroGate.Bench.Load.Servers;

/// <summary>FerroGate as it is published.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    /// <summary>The secret of the key that its site must have for <see cref="AskAsync"/>.</summary>
    public const string AdminSecret = "bench-admin-secret-of-no-use-to-anybody";

    private readonly ChildServer _server;
    private readonly HttpClient _client = new();
    private readonly int _admin;

    private Gateway(ChildServer server, int admin, TimeSpan started)
    {
        (_server, _admin, Started) = (server, admin, started);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminSecret);
    }

    public Server Server => _server;

    /// <summary>From the start of the program until it accepts connections.</summary>
    public TimeSpan Started { get; }

    /// <summary>Starts one with its data in a folder.</summary>
    /// <param name="executable">The program.</param>
    /// <param name="name">What the table calls it.</param>
    /// <param name="folder">Where its config, data and log are.</param>
    /// <param name="site">The directives of its site, in a Caddyfile.</param>
    public static async Task<Gateway> StartAsync(string executable, string name, string folder, string site)
    {
        var (port, admin) = (FreePort.Next(), FreePort.Next());
        Directory.CreateDirectory(folder);
        var config = Path.Combine(folder, "Caddyfile");
        await File.WriteAllTextAsync(
            config,
            $$"""
            {
            	admin 127.0.0.1:{{admin}}
            	data {
            		path {{folder}}/data
            	}
            }
            http://127.0.0.1:{{port}} {
            {{site}}
            }

            """);
        var start = Stopwatch.GetTimestamp();
        var child = Child.Start(folder, executable, "run", "-c", config);
        await child.ListensAsync(port);
        return new Gateway(new ChildServer(name, child, port), admin, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Asks the admin side and gives back how long the answer took.</summary>
    public async Task<TimeSpan> AskAsync(string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await _client.GetAsync($"http://127.0.0.1:{_admin}{path}");
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? Stopwatch.GetElapsedTime(start) : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {body}");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }
}
