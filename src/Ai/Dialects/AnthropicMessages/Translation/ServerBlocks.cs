using FerroGate.Ai.Conversations;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>The content blocks of tools that Anthropic runs itself: no other protocol could give them back.</summary>
internal static class ServerBlocks
{
    /// <summary>Why a block of this type gets lost.</summary>
    public static string LossOf(string type) =>
        type is "server_tool_use" or "mcp_tool_use" or "container_upload" or "tool_reference" or "tool_addition" or "tool_removal"
            or "compaction"
        || type.EndsWith("_tool_result", StringComparison.Ordinal)
            ? LossReason.Unsupported
            : LossReason.Unknown;
}
