using System.Text.Json;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Envelopes;
using FerroGate.Core.Refusals;

namespace FerroGate.Fuzz.Targets;

/// <summary>
/// The same bytes as a request, as an answer and as an event of a dialect: nothing is broken by them, a refusal is the caller's
/// fault, an answer is whole, and no event holds more than it has.
/// </summary>
internal sealed class DialectTarget(string name, IDialect dialect, IReadOnlyList<string> corpus, IReadOnlyList<string> words) : IFuzzTarget
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    public string Name => name;

    public IReadOnlyList<string> Corpus => corpus;

    public IReadOnlyList<string> Words => words;

    public void Run(byte[] input, int seed)
    {
        var facts = dialect.ReadAnswer(input);
        BrokenInvariantException.Check(facts is null || IsJson(input), "what is not whole is no answer");

        // A stream that came as one array is whole only where it was finished.
        BrokenInvariantException.Check(
            facts is not null || input.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'[', ..] || !IsJson(input), "what is whole is an answer");
        BrokenInvariantException.Check(
            facts is null || (facts.ContentBytes >= 0 && facts.ContentBytes <= input.Length && facts.Usage.BudgetTokens >= 0),
            "sizes and counters are possible");

        if (!dialect.ReadEnvelope(input, new RequestAddress("m", Stream: seed % 2 == 0)).TryGet(out var envelope, out var refusal))
        {
            BrokenInvariantException.Check(refusal is { Status: 400, Type: ErrorType.InvalidRequest }, "a refusal is a 400");
            BrokenInvariantException.Check(refusal.Message.Length < 500, "a refusal is short");
        }
        else
        {
            BrokenInvariantException.Check(
                envelope is { Choices: >= 1, MaxOutputTokens: null or >= 0, InputBound: > 0, InputEstimate: >= 0, Model.Length: > 0 }, "numbers have their sign");
        }

        var follower = dialect.Follow(envelope ?? AskedForStream.Envelope);
        for (var times = 0; times < 2; times++)
        {
            var seen = follower.Read(input);
            BrokenInvariantException.Check(
                seen is { ContentBytes: >= 0, Finishes: >= 0 } && seen.ContentBytes <= input.Length && seen.Usage is not { BudgetTokens: < 0 },
                "no more is written than is there");
        }
    }

    private static bool IsJson(byte[] input)
    {
        try
        {
            using var document = JsonDocument.Parse(input, Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
