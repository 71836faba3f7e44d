using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using FerroGate.Bench.Load.Processes;

namespace FerroGate.Bench.Load.Servers;

/// <summary>FerroGate as it is published.</summary>
internal sealed partial record Gateway : ChildServer
{
    private const string AdminSecret = "bench-admin-secret-of-no-use-to-anybody";

    private readonly HttpClient _client = new();
    private readonly int _admin;

    private Gateway(string name, Child process, int port, int admin, TimeSpan started)
        : base(name, process, port)
    {
        (_admin, Started) = (admin, started);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminSecret);
    }

    /// <summary>From the start of the program until it accepts connections.</summary>
    public TimeSpan Started { get; }

    /// <summary>Starts one with its data in a folder.</summary>
    /// <param name="executable">The program.</param>
    /// <param name="name">What the table calls it.</param>
    /// <param name="folder">Where its config, data and log are.</param>
    /// <param name="site">The directives of its site, in a Caddyfile.</param>
    /// <param name="isSecure">The site speaks HTTPS.</param>
    public static async Task<Gateway> StartAsync(string executable, string name, string folder, string site, bool isSecure = false)
    {
        var (port, admin) = (FreePort.Next(), FreePort.Next());
        Directory.CreateDirectory(folder);
        var config = Path.Combine(folder, "Caddyfile");

        // The second site is there for its key, which the admin side asks for.
        await File.WriteAllTextAsync(
            config,
            $$"""
            {
            	admin 127.0.0.1:{{admin}}
            	data {
            		path "{{folder}}/data"
            	}
            }
            {{(isSecure ? "https" : "http")}}://127.0.0.1:{{port}} {
            {{site}}
            }
            http://127.0.0.1:{{FreePort.Next()}} {
            	ai_gateway {
            		api_key admin {
            			key {{AdminSecret}}
            			scopes admin.read admin.write
            		}
            	}
            }

            """);
        var start = Stopwatch.GetTimestamp();
        var child = Child.Start(folder, executable, "run", "-c", config);
        await child.ListensAsync(port);
        return new Gateway(name, child, port, admin, Stopwatch.GetElapsedTime(start)) { IsSecure = isSecure };
    }

    /// <summary>Asks the admin side and gives back how long the answer took.</summary>
    public async Task<TimeSpan> AskAsync(string path)
    {
        var start = Stopwatch.GetTimestamp();
        await ReadAsync(path);
        return Stopwatch.GetElapsedTime(start);
    }

    public override async Task<double?> AllocatedAsync() =>
        double.Parse(Allocated().Match(await ReadAsync("/metrics")).Groups[1].Value, CultureInfo.InvariantCulture);

    public override async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await base.DisposeAsync();
    }

    private async Task<string> ReadAsync(string path)
    {
        using var answer = await _client.GetAsync($"http://127.0.0.1:{_admin}{path}");
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? body : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {body}");
    }

    [GeneratedRegex(@"^dotnet_gc_heap_total_allocated_bytes_total\S* (\S+)", RegexOptions.Multiline)]
    private static partial Regex Allocated();
}
