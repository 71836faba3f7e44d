using FerroGate.Testing.Contents;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>The four protocols in <see cref="DialectSite"/>, and every two of them that differ.</summary>
internal static class DialectSides
{
    private static readonly string[] Names = ["chat", "responses", "messages", "gemini"];

    /// <summary>A client's protocol and a provider's.</summary>
    public static TheoryData<string, string> EachPair { get; } = new(
        from client in Names
        from provider in Names
        where client != provider
        select (client, provider));

    /// <summary>A model whose provider speaks this protocol and no other.</summary>
    public static string ModelOf(string dialect) => dialect is "chat" or "responses" ? $"only-{dialect}" : dialect;

    public static Protocol ProtocolOf(string dialect) => dialect switch
    {
        "chat" => Protocol.Chat,
        "responses" => Protocol.Responses,
        "messages" => Protocol.Messages,
        _ => Protocol.Gemini,
    };
}
