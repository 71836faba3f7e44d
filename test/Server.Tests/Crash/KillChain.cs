using System.Collections.Concurrent;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;

namespace FerroGate.Server.Tests.Crash;

/// <summary>Start, load, kill, and again on the same data folder; at last the ledger is compared with what clients saw.</summary>
internal sealed class KillChain(int seed, int kills)
{
    private const int BusyClients = 4;
    private const int HeldClients = 3;
    private const int MostEvents = 150;
    private const long MostSpent = 1_000_000_000;
    private const int HeldTokens = 500;

    private readonly Random _random = new(seed);
    private readonly ConcurrentQueue<Witness> _witnesses = new();
    private KillTrigger? _trigger;

    public async Task<KillResult> RunAsync()
    {
        await using var world = await World.StartAsync(ConfigWith(MostSpent));
        var provider = new NumberedProvider(world.Provider, new Random(seed), () => _trigger?.Happened());
        for (var kill = 0; kill < kills; kill++)
        {
            _trigger = new KillTrigger(world.Gateway, _random.Next(1, MostEvents), atLastByte: kill % 3 == 0);
            await LoadUntilDeadAsync(world);
            await world.StartGatewayAsync();
        }

        var ledger = await LedgerOfAsync(world.Admin);
        return new KillResult(
            kills,
            _witnesses.Count(witness => witness.IsComplete),
            _witnesses.Count(witness => !witness.IsComplete),
            ledger.Count(entry => entry.Ending == "crashed"),
            [.. new LedgerAudit(provider, ledger).Faults([.. _witnesses]), .. await BudgetFaultsAsync(world)]);
    }

    // Everything runs under limits and budgets of all kinds, none of which refuses anything.
    private static GatewayConfigText ConfigWith(long budget) => new()
    {
        Data = "billing_event_retention_records 1000000",
        Ai = $$"""
            limit most {
            	per key
            	concurrent_requests {{BusyClients + HeldClients + 1}}
            	tokens_per_minute 1000000000
            }
            budget all {
            	tokens {{budget}}
            	period total
            }
            budget each {
            	per key
            	per_model true
            	usd 1000000
            }
            """,
    };

    /// <summary>What is spent is what the ledger says, and nothing is held for those who died.</summary>
    private static async Task<IReadOnlyList<string>> BudgetFaultsAsync(World world)
    {
        const int Left = 2_000;
        var usage = await world.Admin.GetAsync("/admin/v1/usage-aggregates");
        var spent = usage.Json.GetProperty("data")[0].GetProperty("budget_tokens").GetInt64();
        await world.ReloadAsync(ConfigWith(spent + Left));

        var faults = new List<string>();
        var tooMuch = await world.Client.ChatAsync(ChatRequests.Plain(maxTokens: 2 * Left));
        if (!tooMuch.Text.Contains($"and {Left} tokens of {spent + Left} tokens are left", StringComparison.Ordinal))
            faults.Add($"{spent} tokens are in the ledger, but: {tooMuch.Text}");

        // A tenth for the prompt; whoever died held five times as much.
        var nearlyAll = await world.Client.ChatAsync(ChatRequests.Plain(maxTokens: Left * 9 / 10));
        if (nearlyAll.Status != 200)
            faults.Add($"Something is held yet: {nearlyAll.Text}");
        return faults;
    }

    /// <summary>The ledger when every exchange is in it, or as far as it came: what is missing is for the audit to say.</summary>
    private async Task<IReadOnlyList<BillingEvent>> LedgerOfAsync(AdminClient admin)
    {
        var wanted = _witnesses.Select(witness => witness.ExchangeId).ToHashSet();
        try
        {
            return await admin.WaitForBillingEventsAsync(
                all => wanted.IsSubsetOf(all.Select(entry => entry.ExchangeId)), $"the entries of {wanted.Count} exchanges");
        }
        catch (TimeoutException)
        {
            return await admin.BillingEventsAsync();
        }
    }

    private async Task LoadUntilDeadAsync(World world)
    {
        var clients = Enumerable.Range(0, BusyClients).Select(i => AskUntilDeadAsync(world.Client, streams: i % 2 == 0, ""))
            .Concat(Enumerable.Range(0, HeldClients).Select(i => AskUntilDeadAsync(world.Client, streams: i > 0, NumberedProvider.Hold)))
            .ToList();
        await world.Gateway.ExitAsync();
        await Task.WhenAll(clients);
    }

    private async Task AskUntilDeadAsync(Client client, bool streams, string user)
    {
        try
        {
            while (await AskAsync(client, streams, user))
            {
                // As long as it lives.
            }
        }
        catch (Exception dead) when (dead is IOException or System.Net.Sockets.SocketException)
        {
            // The gateway was killed before this exchange had an answer.
        }
    }

    /// <summary>Asks once; <c>false</c> where the answer broke off.</summary>
    private async Task<bool> AskAsync(Client client, bool streams, string user)
    {
        var body = (streams ? ChatRequests.Streamed(maxTokens: HeldTokens) : ChatRequests.Plain(maxTokens: HeldTokens)).Insert(1, $"\"user\":\"{user}\",");
        await using var connection = await client.StartAsync(Request.Chat(body));
        var answer = await connection.ReceiveAsync();
        var id = answer.Headers["x-ferrogate-exchange-id"]
            ?? throw new InvalidOperationException($"An answer without exchange id: {await answer.ReadToEndAsync()}");
        var isComplete = false;
        try
        {
            while (!isComplete && await answer.ReadSomeAsync() > 0)
            {
                isComplete = streams ? answer.TextSoFar.Contains(ChatReplies.Done, StringComparison.Ordinal) : answer.IsComplete;
                if (isComplete)
                    _trigger!.LastByteRead();
                _trigger!.Happened();
            }
        }
        catch (IOException)
        {
            // Killed in the middle of it.
        }

        _witnesses.Enqueue(new Witness(id, NumberedProvider.NumberIn(answer.TextSoFar), isComplete));
        return isComplete;
    }
}
