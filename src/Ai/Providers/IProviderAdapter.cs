using FerroGate.Ai.Dialects;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Ai.Providers;

/// <summary>What is particular about one kind of provider. Its name stands in its folder and in <see cref="ProviderTable"/> only.</summary>
public interface IProviderAdapter
{
    /// <summary>The name and the needs of the kind, as config knows them.</summary>
    ProviderKind Kind { get; }

    /// <summary>The headers of a client that the provider is to see, in lower case; no other header of a client reaches it.</summary>
    IReadOnlyList<string> PassedHeaders { get; }

    /// <summary>The protocols that it speaks itself.</summary>
    IReadOnlyList<IDialect> DialectsOf(Provider provider);

    /// <summary>It speaks its protocols as others than their author do: see <see cref="Conversations.TargetModel.IsCompatible"/>.</summary>
    bool SpeaksAsOthersDo => false;

    /// <summary>A request with the credential and without a body.</summary>
    HttpRequestMessage NewRequest(Provider provider, ProviderCall call);

    /// <summary>This error means that the provider does not accept our credential, which is no business of the caller.</summary>
    bool RefusesCredential(int status, ReadOnlySpan<byte> body);

    /// <summary>For a kind that is built in, what answers in place of the network; <c>null</c> for any other.</summary>
    HttpMessageHandler? NewBuiltInHandler(Provider provider, TimeProvider clock);
}
