using FerroGate.Ai.Translation;
using FerroGate.Core.Records;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>The leave to ask one of some targets. Only <see cref="Authorize"/> makes one.</summary>
/// <param name="Route">The request and its model.</param>
/// <param name="Targets">The targets that may be asked, in order; at least one.</param>
internal sealed record Permit(ModelRoute Route, IReadOnlyList<PermittedTarget> Targets)
{
    /// <summary>The targets that the request could not be sent to, and why.</summary>
    public IReadOnlyList<RemovedTarget> Removed { get; init; } = [];

    /// <summary>The client's request as it is said in other words; <c>null</c> where every target is asked in the client's own.</summary>
    public RequestTranslator? Translator { get; init; }

    /// <summary>The same of a request for embeddings.</summary>
    public EmbeddingsTranslator? Embeddings { get; init; }

    /// <summary>What cannot be said in other words is an error.</summary>
    public bool IsStrict { get; init; }
}
