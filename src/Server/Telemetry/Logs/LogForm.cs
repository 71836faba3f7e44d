using System.Collections.Frozen;
using FerroGate.Config.Model.Servers;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>How lines look: JSON or for people, and what becomes of their fields.</summary>
internal sealed class LogForm
{
    // Caddy's lines hold the request in an object of its own, and call some fields otherwise.
    private const string RequestPrefix = "request>";

    private readonly FrozenDictionary<string, string?>? _replaced;

    public LogForm(LogFormatConfig? config, bool forPeople = false)
    {
        var kind = config?.Kind?.Value is LogFormatKind.Filter ? config.Wrap?.Value : config?.Kind?.Value;
        IsForPeople = kind is null ? forPeople : kind == LogFormatKind.Console;
        if (config is { Filters.Count: > 0 })
            _replaced = config.Filters.DistinctBy(FieldOf).ToFrozenDictionary(FieldOf, filter => filter.Value?.Value, StringComparer.Ordinal);
    }

    /// <summary>Time, level, name and message as text, and JSON for the fields; else one JSON object.</summary>
    public bool IsForPeople { get; }

    /// <summary>Whether a field is written otherwise than it is.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">What is written in its place; <c>null</c> for nothing at all.</param>
    public bool Replaces(string field, out string? value)
    {
        value = null;
        return _replaced?.TryGetValue(field, out value) == true;
    }

    private static string FieldOf(LogFilterConfig filter)
    {
        var name = filter.Field!.Value;
        name = name.StartsWith(RequestPrefix, StringComparison.Ordinal) ? name[RequestPrefix.Length..] : name;
        return name switch
        {
            "ts" => LogFields.Time,
            "msg" => LogFields.Message,
            "duration" => LogFields.Duration,
            "proto" => LogFields.Protocol,
            _ => name,
        };
    }
}
