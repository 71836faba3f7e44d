using FerroGate.Ai.Dialects;
using FerroGate.Ai.Translation;
using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>A target that may be asked.</summary>
/// <param name="Target">Whom and for what.</param>
/// <param name="Spoken">The protocol in which it is asked and answers.</param>
internal sealed record PermittedTarget(Target Target, IDialect Spoken)
{
    /// <summary>The credential that it is shown, where only one will do; <c>null</c> for the next in turn.</summary>
    public ProviderCredential? Credential { get; init; }

    /// <summary>The request in that protocol's words; <c>null</c> where the client speaks it.</summary>
    public TranslatedRequest? Translated { get; init; }
}
