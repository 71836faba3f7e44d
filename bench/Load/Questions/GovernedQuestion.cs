using FerroGate.Bench.Load.Measuring;
using FerroGate.Bench.Load.Processes;
using FerroGate.Bench.Load.Provider;
using FerroGate.Bench.Load.Servers;

namespace FerroGate.Bench.Load.Questions;

/// <summary>What a request costs through each server, in turns: a plain proxy, a chat that nothing governs, and one that everything does.</summary>
internal static class GovernedQuestion
{
    private const string Secret = "bench-client-secret-of-no-use-to-anybody";

    public static async Task RunAsync(string executable, string folder, int rounds, TimeSpan time)
    {
        await using var provider = await MockProvider.StartAsync(FreePort.Next());
        Directory.CreateDirectory(folder);
        await using var nginx = await Peers.NginxAsync(folder, provider.Port);
        await using var caddy = await Peers.CaddyAsync(folder, provider.Port);
        await using var haproxy = await Peers.HaProxyAsync(folder, provider.Port);
        await using var proxy = await Gateway.StartAsync(executable, "reverse_proxy", Path.Combine(folder, "proxy"), $"\treverse_proxy 127.0.0.1:{provider.Port}");
        await using var plain = await Gateway.StartAsync(executable, "chat, ungoverned", Path.Combine(folder, "plain"), Plain(provider.Port));
        await using var governed = await Gateway.StartAsync(executable, "chat, governed", Path.Combine(folder, "governed"), Governed(provider.Port));

        var chat = ChatRequest.With(Secret);
        Server[] servers = [nginx, haproxy, caddy, proxy.Server, plain.Server, governed.Server];
        var load = new LoadRun(folder, connections: 32, time);
        foreach (var server in servers)
            await new LoadRun(folder, connections: 32, time * 2).RunAsync(server, ChatRequest.Path, chat);

        var measured = servers.ToDictionary(server => server.Name, _ => new List<Measurement>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var server in servers)
                measured[server.Name].Add(await load.RunAsync(server, ChatRequest.Path, chat));
        }

        foreach (var (name, each) in measured)
        {
            var ratios = each.Select((one, round) => one.Cpu / measured[nginx.Name][round].Cpu).Order().ToList();
            Console.WriteLine(
                $"{name,-18} {Median(each.Select(one => one.Cpu)),7:F1} µs CPU  {Median(ratios),5:F2}x nginx ({ratios[0]:F2}-{ratios[^1]:F2})  "
                + $"{Median(each.Select(one => one.PerSecond)),8:F0}/s  p50 {Median(each.Select(one => one.P50)):F0} µs  p99 {Median(each.Select(one => one.P99)):F0} µs  "
                + $"{each[^1].ResidentBytes / 1048576} MiB");
        }

        var over = measured[governed.Server.Name].Zip(measured[plain.Server.Name], (with, without) => with.Cpu / without.Cpu).Order().ToList();
        Console.WriteLine($"governed over ungoverned: {Median(over):F2} ({over[0]:F2}-{over[^1]:F2})");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static string Plain(int provider) =>
        $$"""
        	ai_gateway {
        {{Provider(provider)}}
        	}
        """;

    private static string Governed(int provider) =>
        $$"""
        	log
        	ai_gateway {
        {{Provider(provider)}}
        		price mock:mock-1 {
        			input 0.5
        			output 1.5
        		}
        		policy no-big-answers {
        			output_tokens_over 100000
        			effect deny
        		}
        		limit key-rate {
        			per key
        			requests_per_minute 100000000
        			tokens_per_minute 1000000000000
        			concurrent_requests 10000
        		}
        		limit everybody {
        			requests_per_minute 100000000
        		}
        		budget key-month {
        			per key
        			usd 1000000
        		}
        		budget organization-day {
        			per organization
        			usd 1000000
        			period day
        		}
        	}
        """;

    private static string Provider(int provider) =>
        $$"""
        		api_key client {
        			key {{Secret}}
        			organization_id bench
        		}
        		provider mock {
        			kind openai
        			base_url http://127.0.0.1:{{provider}}/v1
        			api_key none
        		}
        		model mock-1 -> mock:mock-1
        """;
}
