using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>An answer that is collected piece by piece.</summary>
public sealed class Answer : IAnswerSink
{
    private readonly Dictionary<int, bool> _breaks = [];

    public AnswerHead Head { get; private set; } = new();

    /// <summary>The candidates by their number.</summary>
    public SortedDictionary<int, Candidate> Candidates { get; } = [];

    public TokenUsage Usage { get; private set; } = TokenUsage.Unknown;

    /// <summary>What it says that no other protocol can.</summary>
    public Losses Losses { get; } = new();

    public ProviderFault? Fault { get; private set; }

    public bool IsComplete { get; private set; }

    public void Begin(AnswerHead head) => Head = head with
    {
        Id = head.Id.Kept(),
        Model = head.Model.Kept(),
        ServiceTier = head.ServiceTier?.Kept(),
    };

    public void Text(int candidate, JsonText text) => Open(candidate, AnswerPartKind.Text).Append(text);

    public void Reasoning(int candidate, JsonText text) => Open(candidate, AnswerPartKind.Reasoning).Append(text);

    public void Seal(int candidate, Seal seal)
    {
        Open(candidate, AnswerPartKind.Reasoning).Seal = Kept(seal);
        Part(candidate);
    }

    public void Refuse(int candidate, JsonText text) => Open(candidate, AnswerPartKind.Refusal).Append(text);

    public void Call(int candidate, int call, JsonText id, JsonText name, Seal? seal) => Of(candidate).Parts.Add(new AnswerPart(AnswerPartKind.ToolCall)
    {
        Call = call,
        Id = id.Kept(),
        Name = name.Kept(),
        Seal = seal is null ? null : Kept(seal),
    });

    public void Arguments(int candidate, int call, JsonText piece) =>
        Of(candidate).Parts.Last(part => part.Kind == AnswerPartKind.ToolCall && part.Call == call).Append(piece);

    public void Cite(int candidate, Citation citation) => TextBefore(candidate).Citations.Add(citation with
    {
        Url = citation.Url.Kept(),
        Title = citation.Title?.Kept(),
        Quote = citation.Quote?.Kept(),
    });

    public void Chances(int candidate, IReadOnlyList<TokenChance> tokens) =>
        TextBefore(candidate).Chances.AddRange(tokens.Select(Kept));

    public void Part(int candidate) => _breaks[candidate] = true;

    public void Finish(int candidate, Finish finish) =>
        Of(candidate).Finish = finish with { StopSequence = finish.StopSequence?.Kept(), Word = finish.Word?.Kept() };

    public void Use(TokenUsage usage) => Usage = usage;

    public void Lose(string path, string reason) => Losses.Add(path, reason);

    public void Fail(ProviderFault fault) => Fault = fault;

    public void End() => IsComplete = true;

    private static Seal Kept(Seal seal) => seal with { Value = seal.Value.Kept() };

    private static TokenChance Kept(TokenChance token) => token with
    {
        Token = token.Token.Kept(),
        Logprob = token.Logprob.Clone(),
        Bytes = token.Bytes?.Clone(),
        Others = [.. token.Others.Select(Kept)],
    };

    private Candidate Of(int candidate)
    {
        if (!Candidates.TryGetValue(candidate, out var found))
        {
            Candidates[candidate] = found = new Candidate();
        }

        return found;
    }

    // What is told of a text may come behind what the text is followed by.
    private AnswerPart TextBefore(int candidate) =>
        Of(candidate).Parts.FindLast(part => part.Kind == AnswerPartKind.Text) ?? Open(candidate, AnswerPartKind.Text);

    // The part that goes on, or a new one.
    private AnswerPart Open(int candidate, AnswerPartKind kind)
    {
        var parts = Of(candidate).Parts;
        var isBroken = _breaks.Remove(candidate);
        if (parts.Count > 0 && parts[^1].Kind == kind && !isBroken)
        {
            return parts[^1];
        }

        var part = new AnswerPart(kind);
        parts.Add(part);
        return part;
    }
}
