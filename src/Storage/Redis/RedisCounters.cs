using System.Globalization;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Limits.Shared;
using StackExchange.Redis;

namespace FerroGate.Storage.Redis;

/// <summary>Counts in Redis: one script for each step, and the time is that of the server. All keys share one hash tag.</summary>
public sealed class RedisCounters : ISharedCounters, IAsyncDisposable
{
    // What count.lua says where a budget was built anew.
    private const string BuiltAnew = "anew";

    /// <summary>Late settlements find their period.</summary>
    internal static readonly TimeSpan KeepsPeriod = TimeSpan.FromDays(3);

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan KeepsMarker = TimeSpan.FromHours(48);

    // What no gateway keeps alive is not trusted any more: it may miss what was spent since.
    private static readonly TimeSpan BudgetLives = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BuildsFor = TimeSpan.FromSeconds(60);

    private readonly string _prefix;
    private readonly Scripts _scripts;

    private readonly RedisLink _link;
    private readonly FleetPatience _patience;
    private readonly TimeProvider _clock;

    // Which gateways there were lately: where Redis has lost its data, it is told for whom budgets have to wait.
    private string[] _known = [];

    private RedisCounters(RedisLink link, string prefix, Scripts scripts, FleetPatience patience, TimeProvider clock)
    {
        (_link, _prefix, _scripts, _patience, _clock) = (link, $"{{{prefix}}}:", scripts, patience, clock);
        _link.AwayChanged += isAway => AwayChanged?.Invoke(isAway);
    }

    public event Action<ExchangeId>? RoomMade;

    public event Action<bool>? AwayChanged;

    public bool IsAway => _link.IsAway;

    /// <summary>Connects, or goes on trying in the background where that is not possible now.</summary>
    /// <param name="configuration">A configuration of StackExchange.Redis.</param>
    /// <param name="prefix">The hash tag that all keys begin with; gateways with the same one count together.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="StoreException">It is no such configuration.</exception>
    public static Task<RedisCounters> ConnectAsync(string configuration, string prefix, TimeProvider clock) =>
        ConnectAsync(configuration, prefix, Scripts.OfServer, FleetPatience.OfServer, clock);

    internal static async Task<RedisCounters> ConnectAsync(string configuration, string prefix, Scripts scripts, FleetPatience patience, TimeProvider clock)
    {
        var link = await RedisLink.ConnectAsync(configuration, clock);
        var counters = new RedisCounters(link, prefix, scripts, patience, clock);
        await link.ListenAsync(counters._prefix + "room", counters.Call);
        return counters;
    }

    public async Task<DrawAnswer> DrawAsync(Draw draw, LinePlace place)
    {
        var from = new DateTimeOffset(draw.Day, TimeOnly.MinValue, TimeSpan.Zero);
        var call = new ScriptCall(_prefix)
            .Text(draw.Exchange.ToString())
            .Milliseconds(Lease)
            .Number(from.ToUnixTimeMilliseconds())
            .Number(from.AddDays(1).ToUnixTimeMilliseconds())
            .Text(place.Mode switch { LineMode.Wait => "wait", LineMode.Last => "last", _ => "go" })
            .Number(place.Spend is { } waitsFor ? waitsFor + 1 : 0)
            .Text(place.Ticket?.ToString(CultureInfo.InvariantCulture) ?? "")
            .Milliseconds(Patience)
            .Draw(draw, _clock.GetUtcNow());
        return AnswerOf((RedisResult[])(await RunAsync(_scripts.Draw, call))!);
    }

    public Task LeaveAsync(string meter, ExchangeId exchange) => RunAsync(_scripts.Leave, new ScriptCall(_prefix).Key(meter).Text(exchange.ToString()));

    public async Task<DateTimeOffset?> TryHoldAsync(Draw draw)
    {
        var answer = (RedisResult[])(await RunAsync(_scripts.Hold, HoldOf(draw, "check")))!;
        return (string?)answer[0] == "taken" ? DateTimeOffset.FromUnixTimeMilliseconds((long)answer[1]) : null;
    }

    public Task HoldAsync(Draw draw) => RunAsync(_scripts.Hold, HoldOf(draw, "anyway"));

    public Task GiveBackAsync(GivenBack back)
    {
        var call = new ScriptCall(_prefix).Text(back.Exchange.ToString()).Number(back.Rates.Count).Number(back.Slots.Count).Number(back.Spends.Count);
        foreach (var (meter, second, tokens) in back.Rates)
            call.Key(meter).Text(second?.ToString(CultureInfo.InvariantCulture) ?? "more").Amount(tokens);
        foreach (var meter in back.Slots)
            call.Key(meter);
        foreach (var meter in back.Spends)
            call.Key(meter);
        return RunAsync(_scripts.GiveBack, call);
    }

    public async Task<IReadOnlyList<(Int128 Before, Int128 After)?>?> CountAsync(string journal, IReadOnlyList<SettledDraw> settled, IReadOnlyDictionary<string, string> builds)
    {
        var now = _clock.GetUtcNow();
        var call = new ScriptCall(_prefix).Text(journal).Milliseconds(KeepsMarker).Number(settled.Count);
        foreach (var (sequence, exchange, spends) in settled)
        {
            call.Number(sequence).Text(exchange.ToString()).Number(spends.Count);
            foreach (var spend in spends)
            {
                call.Key(ScriptCall.Book(spend.Budget)).Key(spend.Meter)
                    .Amount(spend.Amount)
                    .Life(spend.Period, now)
                    .Text(spend.Period.End is { } end ? end.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) : "")
                    .Text(builds.GetValueOrDefault(spend.Budget, ""));
            }
        }

        var answers = (RedisResult[])(await RunAsync(_scripts.Count, call))!;
        return answers is [var first, ..] && (string)first[0]! == BuiltAnew ? null : [.. answers.Select(ChangeOf)];
    }

    public async Task<long> CountedAsync(string journal, IReadOnlyCollection<string> budgets)
    {
        var counted = await _link.DoAsync(database => Task.WhenAll(budgets.Select(budget => database.HashGetAsync(KeyOf(ScriptCall.Book(budget) + ":journals"), journal))));
        return counted.Min(value => value.IsNull ? 0 : (long)value);
    }

    public Task MarkAsync(JournalPlace place, IReadOnlyDictionary<string, string> builds)
    {
        var call = new ScriptCall(_prefix).Text(place.Journal).Number(place.Sequence);
        foreach (var (budget, build) in builds)
            call.Key(ScriptCall.Book(budget)).Text(build);
        return RunAsync(_scripts.Mark, call);
    }

    public async Task<IReadOnlyList<BudgetState>> BeatAsync(string node, IReadOnlyList<BudgetState> told)
    {
        var known = Volatile.Read(ref _known);
        var call = new ScriptCall(_prefix).Text(node).Milliseconds(_patience.Silence).Milliseconds(BudgetLives).Milliseconds(Lease).Number(known.Length);
        foreach (var other in known)
            call.Text(other);
        foreach (var state in told)
            call.Key(ScriptCall.Book(state.Budget)).Text(state.Build ?? "");
        var answer = (RedisResult[])(await RunAsync(_scripts.Beat, call))!;
        Volatile.Write(ref _known, (string[])answer[0]!);
        var states = (RedisResult[])answer[1]!;
        return [.. told.Zip(states, (one, state) => new BudgetState(one.Budget, (string)state[0]! is { Length: > 0 } build ? build : null, (string?)state[1] == "open"))];
    }

    public Task<bool> TryBeginBuildAsync(string build) =>
        _link.DoAsync(database => database.StringSetAsync(KeyOf("builder"), build, BuildsFor, When.NotExists));

    public async Task BuildAsync(string budget, string build, IReadOnlyList<SpendDraw> spent, IReadOnlyList<JournalPlace> journals)
    {
        const int AtOnce = 512;
        var now = _clock.GetUtcNow();
        foreach (var some in spent.Chunk(AtOnce))
        {
            var meters = new ScriptCall(_prefix).Text(build).Milliseconds(BuildsFor);
            foreach (var one in some)
                meters.Key(one.Meter).Amount(one.Amount).Life(one.Period, now);
            if ((int)await RunAsync(_scripts.Meters, meters) == 0)
                return;
        }

        var call = new ScriptCall(_prefix).Key(ScriptCall.Book(budget)).Text(build).Text(build).Milliseconds(BudgetLives).Milliseconds(_patience.AfterLoss);
        foreach (var (journal, sequence) in journals)
            call.Text(journal).Number(sequence);
        await RunAsync(_scripts.Build, call);
    }

    public Task EndBuildAsync(string build) => _link.DoAsync(database => database.LockReleaseAsync(KeyOf("builder"), build));

    public async Task<DateTimeOffset> NowAsync() => DateTimeOffset.FromUnixTimeMilliseconds((long)await RunAsync(_scripts.Now, new ScriptCall(_prefix)));

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private string KeyOf(string name) => _prefix + name;

    private Task<RedisResult> RunAsync(string script, ScriptCall call) => _link.DoAsync(database => database.ScriptEvaluateAsync(script, call.Keys, call.Arguments));

    private ScriptCall HoldOf(Draw draw, string mode) =>
        new ScriptCall(_prefix).Text(draw.Exchange.ToString()).Milliseconds(Lease).Text(mode).Draw(draw, _clock.GetUtcNow());

    private void Call(string exchange)
    {
        if (Guid.TryParse(exchange, out var id))
            RoomMade?.Invoke(new ExchangeId(id));
    }

    private static DrawAnswer AnswerOf(RedisResult[] answer)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds((long)answer[1]);
        var index = answer.Length > 2 ? (int)answer[2] - 1 : 0;
        return (string)answer[0]! switch
        {
            "taken" => new(DrawResult.Taken, now) { Rates = RatesOf(answer[3]) },
            "day" => new(DrawResult.OtherDay, now),
            "closed" => new(DrawResult.Closed, now) { Index = index },
            "spent" => new(DrawResult.Spent, now) { Index = index, Committed = [.. ((RedisResult[])answer[3]!).Select(one => Wide.Parse((string)one!))] },
            "rate" => new(DrawResult.OverRate, now) { Index = index, Rates = RatesOf(answer[3]) },
            "slots" => new(DrawResult.TooMany, now) { Index = index },
            _ => new(DrawResult.Held, now) { Index = index, Ticket = long.TryParse((string?)answer[3], CultureInfo.InvariantCulture, out var ticket) ? ticket : null },
        };
    }

    private static RateState[] RatesOf(RedisResult states) => Array.ConvertAll((RedisResult[])states!, state => new RateState(
        Wide.Parse((string)state[0]!), TimeSpan.FromSeconds((int)state[1]), (int)state[2] is >= 0 and var wait ? TimeSpan.FromSeconds(wait) : null));

    private static (Int128 Before, Int128 After)? ChangeOf(RedisResult change) =>
        (string)change[0]! is { Length: > 0 } before ? (Wide.Parse(before), Wide.Parse((string)change[1]!)) : null;
}
