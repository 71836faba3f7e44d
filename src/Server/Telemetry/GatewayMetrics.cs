using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using FerroGate.Core.Circuits;
using FerroGate.Core.Ledger;
using FerroGate.Core.Records;
using FerroGate.Core.Usage;
using FerroGate.Server.Ai.Upstreams;
using FerroGate.Storage.Postgres;

namespace FerroGate.Server.Telemetry;

/// <summary>Owns every instrument of the gateway. Labels are names from the config, never what a client made up.</summary>
internal sealed class GatewayMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "ferrogate";

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600],
    };

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _timeToFirstToken;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _unpriced;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _rescues;
    private readonly Counter<long> _circuitChanges;
    private readonly Counter<long> _budgetAlerts;
    private readonly Counter<long> _overshoot;
    private readonly UpDownCounter<long> _inFlight;
    private readonly UpDownCounter<long> _draining;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>(
            "ferrogate.requests", "{request}", "AI requests that were admitted and have ended.");
        _duration = meter.CreateHistogram(
            "ferrogate.request.duration", "s", "From the request to the end of its answer.", tags: null, Seconds);
        _timeToFirstToken = meter.CreateHistogram(
            "ferrogate.time_to_first_token", "s", "From the request to the first content of its answer.", tags: null, Seconds);
        _tokens = meter.CreateCounter<long>("ferrogate.tokens", "{token}", "Tokens as settled in the ledger.");
        _unpriced = meter.CreateCounter<long>(
            "ferrogate.ledger.unpriced", "{entry}", "Ledger entries with tokens whose cost is unknown, for want of a price or of a counter.");
        _refusals = meter.CreateCounter<long>("ferrogate.refusals", "{request}", "Requests that the gateway itself said no to.");
        _rescues = meter.CreateCounter<long>("ferrogate.rescues", "{stream}", "Streams that broke off, and what became of them.");
        _circuitChanges = meter.CreateCounter<long>("ferrogate.circuit.transitions", "{transition}", "Changes of the circuits of targets, by the state that they came to.");
        _budgetAlerts = meter.CreateCounter<long>("ferrogate.budget.alerts", "{alert}", "How often a budget was spent so far that somebody wants to know it.");
        _overshoot = meter.CreateCounter<long>("ferrogate.tokens.overshoot", "{token}", "Tokens that providers reported beyond what a request was held to use at most.");
        _inFlight = meter.CreateUpDownCounter<long>("ferrogate.requests.in_flight", "{request}", "AI requests that are admitted and run.");
        _draining = meter.CreateUpDownCounter<long>("ferrogate.requests.draining", "{request}", "Of these, the ones whose client has gone and whose answer is read on.");
    }

    /// <summary>Publishes what the store tells of itself.</summary>
    /// <param name="meters">Where instruments are made.</param>
    /// <param name="recordsDropped">Request records that were dropped.</param>
    /// <param name="crashedSettled">Exchanges of an earlier process that were settled as crashed.</param>
    public static void ObserveStore(IMeterFactory meters, Func<long> recordsDropped, Func<long> crashedSettled)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter(
            "ferrogate.records.dropped", recordsDropped, "{record}", "Request records dropped because the writer could not keep up or the database could not be written.");
        meter.CreateObservableCounter(
            "ferrogate.exchanges.crashed", crashedSettled, "{exchange}", "Exchanges of an earlier process, settled at start.");
    }

    /// <summary>Publishes how the database stands that several gateways share.</summary>
    public static void ObserveFleet(IMeterFactory meters, Func<FleetStanding> standing)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge(
            "ferrogate.postgres.reachable", () => standing().IsAway ? 0 : 1, unit: null, "Whether PostgreSQL can be used: 1 is yes, 0 no.");
        meter.CreateObservableGauge(
            "ferrogate.postgres.entries.waiting",
            () => standing().Waiting is { } count ? [new Measurement<long>(count)] : Array.Empty<Measurement<long>>(),
            "{entry}",
            "Ledger entries that have not arrived in PostgreSQL.");
        meter.CreateObservableCounter(
            "ferrogate.postgres.records.dropped", () => standing().RecordsDropped, "{record}", "Request records that will not arrive in PostgreSQL.");
    }

    /// <summary>Publishes how many credentials were wrong.</summary>
    public static void ObserveCredentials(IMeterFactory meters, Func<long> answered, Func<long> throttled) => meters.Create(MeterName).CreateObservableCounter(
        "ferrogate.credentials.wrong",
        () => new Measurement<long>[] { new(answered(), new KeyValuePair<string, object?>("answer", "refused")), new(throttled(), new KeyValuePair<string, object?>("answer", "throttled")) },
        "{credential}",
        "Credentials that are no key of the gateway, by whether their client had sent too many of them.");

    /// <summary>Publishes how counting together with other gateways goes.</summary>
    public static void ObserveFleet(IMeterFactory meters, Func<long> uncounted, Func<bool> isAway)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter(
            "ferrogate.limits.uncounted", uncounted, "{request}", "Requests that were admitted without being counted, because Redis was away.");
        meter.CreateObservableGauge("ferrogate.limits.away", () => isAway() ? 1 : 0, unit: null, "Whether Redis is away: 1 is away.");
    }

    /// <summary>Publishes how many lines of logs were lost.</summary>
    public static void ObserveLogs(IMeterFactory meters, Func<long> linesLost) => meters.Create(MeterName).CreateObservableCounter(
        "ferrogate.log.lines.lost", linesLost, "{line}", "Lines of logs that came faster than they could be written, or could not be written.");

    /// <summary>Publishes how the circuits of targets stand. Where several models go by one pattern of the config, the worst of them is told.</summary>
    public static void ObserveCircuits(IMeterFactory meters, Func<IEnumerable<TargetCircuit>> circuits) => meters.Create(MeterName).CreateObservableGauge(
        "ferrogate.circuit.state",
        () => circuits().GroupBy(circuit => (circuit.Provider, circuit.Configured)).Select(same => new Measurement<int>(
            same.Max(circuit => (int)circuit.Standing.State), TagsOf(same.Key.Provider, same.Key.Configured))),
        unit: null,
        "The circuit of a target: 0 is closed, 1 half-open, 2 open.");

    public void ExchangeBegan() => _inFlight.Add(1);

    /// <summary>A client has gone, and its answer is read on.</summary>
    public void DrainBegan() => _draining.Add(1);

    public void DrainEnded() => _draining.Add(-1);

    public void ExchangeEnded(RequestRecord record)
    {
        _inFlight.Add(-1);
        var tags = new TagList
        {
            { "model", record.Model },
            { "provider", record.Provider ?? "" },
            { "status", record.Status?.ToString(CultureInfo.InvariantCulture) ?? "" },
        };
        _requests.Add(1, tags);
        _duration.Record(record.Duration.TotalSeconds, tags);
        if (record.TimeToFirstToken is { } first)
        {
            _timeToFirstToken.Record(first.TotalSeconds, tags);
        }

        AddTokens(record.Model, record.Provider, record.Usage);
    }

    /// <summary>Another target was asked to go on with a stream.</summary>
    /// <param name="mode">How.</param>
    /// <param name="outcome"><c>joined</c>, <c>different</c>, <c>late</c> or <c>not_found</c>.</param>
    public void StreamRescued(string mode, string outcome) => _rescues.Add(
        1, new KeyValuePair<string, object?>("mode", mode), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>The circuit of a target has changed.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="configured">The name that config gives the model.</param>
    /// <param name="state">Where it stands now.</param>
    public void CircuitChanged(string provider, string configured, CircuitState state) =>
        _circuitChanges.Add(1, [.. TagsOf(provider, configured), new("state", CircuitStateNames.Of(state))]);

    /// <summary>A budget was spent so far.</summary>
    public void BudgetAlerted(string budget, int percent) => _budgetAlerts.Add(
        1, new KeyValuePair<string, object?>("budget", budget), new KeyValuePair<string, object?>("percent", percent));

    /// <summary>A request used more than was held for it.</summary>
    public void Overshot(string model, Int128 tokens)
    {
        if (tokens > 0)
            _overshoot.Add((long)Int128.Min(tokens, long.MaxValue), new KeyValuePair<string, object?>("model", model));
    }

    /// <summary>The gateway said no.</summary>
    public void Refused(string code) => _refusals.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>Counts what an exchange has used.</summary>
    public void AddTokens(string? model, string? provider, TokenUsage usage)
    {
        Add("input", usage.Input);
        Add("output", usage.Output);

        void Add(string type, long? tokens)
        {
            if (tokens is > 0)
            {
                _tokens.Add(tokens.Value, new TagList { { "type", type }, { "model", model ?? "" }, { "provider", provider ?? "" } });
            }
        }
    }

    /// <summary>Counts a ledger entry if its cost is unknown: sums of money lack it.</summary>
    public void AddUnpriced(LedgerEntry entry)
    {
        if (entry is { Cost: null, Usage.BudgetTokens: > 0 })
        {
            var reason = entry.Usage is { Input: not null, Output: not null } ? "no_price" : "no_usage";
            _unpriced.Add(1, new TagList { { "reason", reason }, { "model", entry.Model }, { "provider", entry.Provider ?? "" } });
        }
    }

    private static KeyValuePair<string, object?>[] TagsOf(string provider, string configured) => [new("provider", provider), new("model", configured)];
}
