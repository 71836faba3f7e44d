using System.Text.Json;
using FerroGate.Ai.Dialects.OpenAiChat;

namespace FerroGate.Fuzz.Targets;

/// <summary>A plain answer is read exactly where it is one whole JSON value.</summary>
internal sealed class AnswerTarget : IFuzzTarget
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    public string Name => "answer";

    public IReadOnlyList<string> Corpus => ChatTexts.Answers;

    public IReadOnlyList<string> Words => ChatTexts.AnswerWords;

    public void Run(byte[] input, int seed)
    {
        var facts = ChatDialect.Instance.ReadAnswer(input);
        BrokenInvariantException.Check(facts is not null == IsJson(input), "an answer is known exactly where it is whole");
        BrokenInvariantException.Check(
            facts is null || (facts.ContentBytes >= 0 && facts.ContentBytes <= input.Length && facts.Usage.BudgetTokens >= 0),
            "sizes and counters are possible");
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
