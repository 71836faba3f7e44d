using FerroGate.Bench.Load.Measuring;
using FerroGate.Bench.Load.Provider;
using FerroGate.Bench.Load.Servers;

namespace FerroGate.Bench.Load.Scale;

/// <summary>What many keys and a long ledger change: the start, the CPU of a request, and how long questions about usage take.</summary>
internal static class ScaleQuestion
{
    private const int Rounds = 5;

    // As many in both, so that nothing but the number of those that there are differs.
    private const int Asking = 1_000;

    private static readonly (string What, string Query)[] s_questions =
    [
        ("all", ""),
        ("by day", "group_by=day"),
        ("by month and model", "group_by=month,model"),
        ("by model", "group_by=model"),
        ("by organization", "group_by=organization_id"),
        ("by team", "group_by=organization_id,team_id"),
        ("one organization by day", "organization_id=organization-7&group_by=day"),
        ("one organization by team and model", "organization_id=organization-7&group_by=team_id,model"),
        ("one key by hour", "key_id=key-0000007&group_by=hour"),
        ("one key by day and model", "key_id=key-0000007&group_by=day,model"),
        ("one user by day", "user_id=user-0000007&group_by=day"),
        ("keys of a day", "from={0:yyyy-MM-dd}&to={1:yyyy-MM-dd}&group_by=key_id"),
        ("keys of an organization", "organization_id=organization-7&group_by=key_id"),
    ];

    public static async Task RunAsync(string executable, int keys, int entries, string data, string folder)
    {
        await LedgerFill.RunAsync(data, keys, entries);
        await using var provider = await MockProvider.StartAsync();
        Directory.CreateDirectory(folder);
        var link = Path.Combine(folder, "data");
        Directory.CreateSymbolicLink(link, data);

        await using var many = await Gateway.StartAsync(executable, $"{keys} keys", folder, SiteOf(provider.Port));
        await using var few = await Gateway.StartAsync(executable, $"{Asking} keys", folder + "-few", SiteOf(provider.Port, fewKeys: Asking));
        Console.WriteLine($"start: {many.Started.TotalMilliseconds:F0} ms with {keys} keys and {entries} entries, {few.Started.TotalMilliseconds:F0} ms with {Asking} keys and none");

        await CompareAsync(folder, many, few, keys);
        foreach (var (what, query) in s_questions)
        {
            var today = TimeProvider.System.GetUtcNow().Date;
            var path = "/admin/v1/usage-aggregates?" + string.Format(null, query, today.AddDays(-2), today.AddDays(-1));
            var times = new List<double>();
            for (var i = 0; i < Rounds; i++)
                times.Add((await many.AskAsync(path)).TotalMilliseconds);
            Console.WriteLine($"{what}: {times.Order().ElementAt(Rounds / 2):F1} ms (first {times[0]:F1})");
        }
    }

    private static async Task CompareAsync(string folder, Server many, Server few, int keys)
    {
        var (load, time) = (new WrkRun(folder, connections: 32), TimeSpan.FromSeconds(5));
        var ratios = new List<double>();
        // The first round warms up.
        for (var round = 0; round <= Rounds; round++)
        {
            var ofMany = await load.RunAsync(many, ChatRequest.Path, ChatRequest.With([.. Enumerable.Range(0, Asking).Select(i => Population.SecretOf(i * (keys / Asking)))]), time);
            var ofFew = await load.RunAsync(few, ChatRequest.Path, ChatRequest.With([.. Enumerable.Range(0, Asking).Select(Population.SecretOf)]), time);
            if (round == 0)
                continue;
            ratios.Add(ofMany.Cpu / ofFew.Cpu);
            Console.WriteLine($"CPU per chat: {ofMany.Cpu:F1} µs with {keys} keys, {ofFew.Cpu:F1} µs with {Asking}");
        }

        Console.WriteLine($"ratio: {ratios.Order().ElementAt(Rounds / 2):F2}");
    }

    private static string SiteOf(int provider, int fewKeys = 0) =>
        $$"""
        	ai_gateway {
        {{string.Concat(Enumerable.Range(0, fewKeys).Select(key => $"\t\tapi_key key-{key} {{\n\t\t\tkey {Population.SecretOf(key)}\n\t\t}}\n"))}}
        		provider mock {
        			kind openai
        			base_url http://127.0.0.1:{{provider}}/v1
        			api_key none
        		}
        		model mock-1 -> mock:mock-1
        		price mock:mock-1 {
        			input 0.5
        			output 1.5
        		}
        		limit key-rate {
        			per key
        			requests_per_minute 100000000
        		}
        		budget key-month {
        			per key
        			usd 1000000
        		}
        		budget organization-total {
        			per organization
        			usd 1000000000
        			period total
        		}
        	}
        """;
}
