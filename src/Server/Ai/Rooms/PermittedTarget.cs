using FerroGate.Ai.Conversations;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Providers;
using FerroGate.Ai.Splicing;
using FerroGate.Ai.Translation;
using FerroGate.Core.Limits;
using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>A target that may be asked.</summary>
/// <param name="Target">Whom and for what.</param>
/// <param name="Spoken">The protocol in which it is asked and answers.</param>
internal sealed record PermittedTarget(Target Target, IDialect Spoken)
{
    /// <summary>The model that it is a target of, where that is not the one that the client asks for.</summary>
    public Model? Fallback { get; init; }

    /// <summary>The credential that it is shown, where only one will do; <c>null</c> for the next in turn.</summary>
    public ProviderCredential? Credential { get; init; }

    /// <summary>The request in that protocol's words; <c>null</c> where the client speaks it.</summary>
    public TranslatedRequest? Translated { get; init; }

    /// <summary>What keeps the output of the client's own request below a limit; <c>null</c> where nothing does.</summary>
    public OutputCap? Cap { get; init; }

    /// <summary>Gives it the beginning of an answer, from which it goes on; <c>null</c> where it begins itself.</summary>
    public BodyEdit? Prefill { get; init; }

    /// <summary>The members of the request that the gateway has added or changed, beside the model.</summary>
    public IReadOnlyList<string> Changed => Translated?.Added ?? Cap?.Changed ?? [];

    /// <summary>The model that is asked, as requests are written for it.</summary>
    /// <param name="route">The client's name for it.</param>
    public TargetModel ModelOf(ModelRoute route) => new(Target.ProviderModel, route.Model.MaxOutputTokens ?? TokenHold.AssumedOutput)
    {
        IsCompatible = ProviderTable.Of(Target.Provider.Kind).SpeaksAsOthersDo,
    };
}
