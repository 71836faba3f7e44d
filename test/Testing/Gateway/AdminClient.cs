using System.Globalization;
using System.Text.Json;
using FerroGate.Testing.Http;

namespace FerroGate.Testing.Gateway;

/// <summary>Reads what the gateway tells those who operate it; waits, within bounds, for what appears a little later.</summary>
public sealed class AdminClient(Uri admin, string key)
{
    private const int PageSize = 1000;

    private readonly Client _client = new(admin, key);

    public Task<Answer> GetAsync(string target) => _client.GetAsync(target);

    /// <summary>One page of a list, such as <c>request-logs</c>.</summary>
    public async Task<JsonElement> ListAsync(string name, int offset = 0, int limit = PageSize)
    {
        // Not every list has one.
        var from = offset > 0 ? string.Create(CultureInfo.InvariantCulture, $"&offset={offset}") : "";
        var answer = await GetAsync(string.Create(CultureInfo.InvariantCulture, $"/admin/v1/{name}?limit={limit}{from}"));
        return answer.Status == 200 ? answer.Json : throw new InvalidOperationException($"{name}: {answer}");
    }

    /// <summary>Every ledger entry that lists show, the newest first; what comes while it pages shifts nothing.</summary>
    public async Task<IReadOnlyList<BillingEvent>> BillingEventsAsync()
    {
        var events = new List<BillingEvent>();
        var after = "";
        while (after is not null)
        {
            var from = after.Length > 0 ? $"&after={after}" : "";
            var answer = await GetAsync(string.Create(CultureInfo.InvariantCulture, $"/admin/v1/billing-events?limit={PageSize}{from}"));
            var page = answer.Status == 200 ? answer.Json : throw new InvalidOperationException($"billing-events: {answer}");
            events.AddRange(page.GetProperty("data").EnumerateArray().Select(json => new BillingEvent(json)));
            after = page.TryGetProperty("next_after", out var next) ? next.ToString() : null;
        }

        return events;
    }

    /// <summary>Waits until the ledger is as the test wants it.</summary>
    public Task<IReadOnlyList<BillingEvent>> WaitForBillingEventsAsync(Func<IReadOnlyList<BillingEvent>, bool> wanted, string what) =>
        Patience.UntilAsync(async () => (IReadOnlyList<BillingEvent>)new Shown<BillingEvent>(await BillingEventsAsync()), wanted, what);

    /// <summary>Waits for the entry of an exchange itself.</summary>
    public async Task<BillingEvent> EntryOfAsync(string exchangeId) =>
        OnlyOne(await WaitForBillingEventsAsync(all => all.Any(e => e.ExchangeId == exchangeId), $"the entry of {exchangeId}"),
            e => e.ExchangeId == exchangeId && e.FailedAttempt is null);

    /// <summary>Waits for the entry of the exchange that an answer belongs to.</summary>
    public Task<BillingEvent> EntryOfAsync(HeaderList answer) =>
        EntryOfAsync(answer["x-ferrogate-exchange-id"] ?? throw new InvalidOperationException($"No exchange id:\n{answer}"));

    /// <summary>Waits for all entries of the exchange that an answer belongs to: its own, then those of its failed attempts in order.</summary>
    public async Task<IReadOnlyList<BillingEvent>> EntriesOfAsync(HeaderList answer)
    {
        var own = await EntryOfAsync(answer);
        return [.. (await BillingEventsAsync()).Where(e => e.ExchangeId == own.ExchangeId).OrderBy(e => e.FailedAttempt ?? 0)];
    }

    /// <summary>Waits for the entry of the only exchange that asked for a model.</summary>
    public async Task<BillingEvent> EntryOfModelAsync(string model) =>
        OnlyOne(
            await WaitForBillingEventsAsync(all => all.Any(e => e.Model == model), $"an entry of the model {model}"),
            e => e.Model == model && e.FailedAttempt is null);

    /// <summary>Waits for the record of the exchange that an answer belongs to.</summary>
    public async Task<JsonElement> RecordOfAsync(HeaderList answer)
    {
        var id = answer["x-ferrogate-exchange-id"] ?? throw new InvalidOperationException($"No exchange id:\n{answer}");
        var all = await Patience.UntilAsync(
            async () => (await ListAsync("request-logs")).GetProperty("data").EnumerateArray().ToList(),
            records => records.Any(record => record.GetProperty("exchange_id").GetString() == id),
            $"the record of {id}");
        return all.Single(record => record.GetProperty("exchange_id").GetString() == id);
    }

    private static BillingEvent OnlyOne(IReadOnlyList<BillingEvent> all, Func<BillingEvent, bool> wanted) =>
        all.Where(wanted).ToList() is [var only]
            ? only
            : throw new InvalidOperationException($"More than one entry:\n{string.Join('\n', all.Where(wanted))}");
}
