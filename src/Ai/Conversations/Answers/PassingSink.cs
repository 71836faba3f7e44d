using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>Passes an answer on, for those who change or note some of it.</summary>
/// <param name="next">Who takes it; <c>null</c> where nobody does.</param>
public abstract class PassingSink(IAnswerSink? next) : IAnswerSink
{
    public virtual void Begin(AnswerHead head) => next?.Begin(head);

    public virtual void Text(int candidate, JsonText text) => next?.Text(candidate, text);

    public virtual void Reasoning(int candidate, JsonText text) => next?.Reasoning(candidate, text);

    public virtual void Seal(int candidate, Seal seal) => next?.Seal(candidate, seal);

    public virtual void Refuse(int candidate, JsonText text) => next?.Refuse(candidate, text);

    public virtual void Call(int candidate, int call, JsonText id, JsonText name, Seal? seal) => next?.Call(candidate, call, id, name, seal);

    public virtual void Arguments(int candidate, int call, JsonText piece) => next?.Arguments(candidate, call, piece);

    public virtual void Cite(int candidate, Citation citation) => next?.Cite(candidate, citation);

    public virtual void Chances(int candidate, IReadOnlyList<TokenChance> tokens) => next?.Chances(candidate, tokens);

    public virtual void Part(int candidate) => next?.Part(candidate);

    public virtual void Finish(int candidate, Finish finish) => next?.Finish(candidate, finish);

    public virtual void Use(TokenUsage usage) => next?.Use(usage);

    public virtual void Lose(string path, string reason) => next?.Lose(path, reason);

    public virtual void Fail(ProviderFault fault) => next?.Fail(fault);

    public virtual void End() => next?.End();
}
