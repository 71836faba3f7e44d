using System.Globalization;
using FerroGate.Core.Limits;
using FerroGate.Core.Limits.Shared;
using StackExchange.Redis;

namespace FerroGate.Storage.Redis;

/// <summary>The keys and arguments of one call of a script.</summary>
/// <param name="prefix">What all keys begin with; the first key is it alone.</param>
internal sealed class ScriptCall(string prefix)
{
    private readonly List<RedisKey> _keys = [prefix];
    private readonly List<RedisValue> _arguments = [];

    public RedisKey[] Keys => [.. _keys];

    public RedisValue[] Arguments => [.. _arguments];

    public ScriptCall Key(string name)
    {
        _keys.Add(prefix + name);
        return this;
    }

    public ScriptCall Text(string argument)
    {
        _arguments.Add(argument);
        return this;
    }

    public ScriptCall Number(long argument) => Text(argument.ToString(CultureInfo.InvariantCulture));

    public ScriptCall Amount(Int128 argument) => Text(Wide.Of(argument));

    public ScriptCall Milliseconds(TimeSpan argument) => Number((long)argument.TotalMilliseconds);

    /// <summary>What an exchange takes: first how many of each kind, then each of them.</summary>
    public ScriptCall Draw(Draw draw, DateTimeOffset now)
    {
        Number(draw.Rates.Count).Number(draw.Slots.Count).Number(draw.Spends.Count);
        foreach (var rate in draw.Rates)
            Key(rate.Meter).Amount(rate.Limit).Amount(rate.Amount);
        foreach (var slot in draw.Slots)
            Key(slot.Meter).Number(slot.Limit);
        foreach (var spend in draw.Spends)
            Key(Book(spend.Budget)).Key(spend.Meter).Text(spend.Limit is { } limit ? Wide.Of(limit) : "").Amount(spend.Amount).Life(spend.Period, now);
        return this;
    }

    /// <summary>For how long a period's meter is needed; empty for ever.</summary>
    public ScriptCall Life(Period period, DateTimeOffset now) =>
        period.End is { } end ? Milliseconds((end > now ? end - now : TimeSpan.Zero) + RedisCounters.KeepsPeriod) : Text("");

    public static string Book(string budget) => "budget:" + budget;
}
