using FerroGate.Core.Snapshot;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Ai.Providers;

/// <summary>What is particular about one kind of provider. Its name stands in its folder and in <see cref="ProviderTable"/> only.</summary>
public interface IProviderAdapter
{
    /// <summary>The name and the needs of the kind, as config knows them.</summary>
    ProviderKind Kind { get; }

    /// <summary>A request for a chat completion, with the credential and without a body.</summary>
    HttpRequestMessage NewChatRequest(Provider provider);

    /// <summary>This error means that the provider does not accept our credential, which is no business of the caller.</summary>
    bool RefusesCredential(int status, ReadOnlySpan<byte> body);

    /// <summary>For a kind that is built in, what answers in place of the network; <c>null</c> for any other.</summary>
    HttpMessageHandler? NewBuiltInHandler(Provider provider, TimeProvider clock);
}
