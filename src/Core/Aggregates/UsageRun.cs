namespace FerroGate.Core.Aggregates;

/// <summary>Spans of one length in a row.</summary>
/// <param name="Span">How long each is.</param>
/// <param name="From">Where the first begins.</param>
/// <param name="Until">Where the last ends.</param>
public readonly record struct UsageRun(UsageSpan Span, DateTimeOffset From, DateTimeOffset Until);
