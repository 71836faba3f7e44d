using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>
/// Takes an answer piece by piece, in the order in which the model said it: from a stream as it comes, from a plain answer all at
/// once. Texts are good during the call only; who keeps one copies it. Candidates count from 0, and so do the tool calls of each.
/// </summary>
public interface IAnswerSink
{
    /// <summary>The answer begins. Comes first, and once.</summary>
    void Begin(AnswerHead head);

    /// <summary>Text goes on, or begins.</summary>
    void Text(int candidate, JsonText text);

    /// <summary>A thought, or its summary, goes on or begins.</summary>
    void Reasoning(int candidate, JsonText text);

    /// <summary>The seal of the thought before it, which ends with it; or of one that nobody can read.</summary>
    void Seal(int candidate, Seal seal);

    /// <summary>A refusal goes on, or begins.</summary>
    void Refuse(int candidate, JsonText text);

    /// <summary>A tool call begins.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="call">Its number, one more than that of the call before it.</param>
    /// <param name="id">Its id; empty where the provider gives none.</param>
    /// <param name="name">The tool.</param>
    /// <param name="seal">The thought behind it.</param>
    void Call(int candidate, int call, JsonText id, JsonText name, Seal? seal);

    /// <summary>The arguments of a call go on: a piece of the text that holds a JSON object.</summary>
    void Arguments(int candidate, int call, JsonText piece);

    /// <summary>Something that the text before rests on.</summary>
    void Cite(int candidate, Citation citation);

    /// <summary>How likely the tokens of the text before were.</summary>
    void Chances(int candidate, IReadOnlyList<TokenChance> tokens);

    /// <summary>What goes on is a part of its own, also where it is of the same kind as the part before.</summary>
    void Part(int candidate);

    /// <summary>A candidate is complete.</summary>
    void Finish(int candidate, Finish finish);

    /// <summary>The counters so far; the last ones count.</summary>
    void Use(TokenUsage usage);

    /// <summary>The answer says something that no other protocol can.</summary>
    void Lose(string path, string reason);

    /// <summary>The provider failed in the middle of its answer.</summary>
    void Fail(ProviderFault fault);

    /// <summary>Nothing comes any more. Comes last, and not behind <see cref="Fail"/>.</summary>
    void End();
}
