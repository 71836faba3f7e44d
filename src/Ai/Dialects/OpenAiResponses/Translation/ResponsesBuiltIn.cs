using System.Collections.Frozen;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>The tools that OpenAI runs itself, and what else no other protocol has among its items.</summary>
internal static class ResponsesBuiltIn
{
    private static readonly FrozenSet<string> Items = FrozenSet.ToFrozenSet(
        [
            "file_search_call", "web_search_call", "computer_call", "computer_call_output", "tool_search_call", "tool_search_output",
            "additional_tools", "compaction", "compaction_trigger", "image_generation_call", "code_interpreter_call", "local_shell_call",
            "local_shell_call_output", "shell_call", "shell_call_output", "apply_patch_call", "apply_patch_call_output", "mcp_list_tools",
            "mcp_approval_request", "mcp_approval_response", "mcp_call", "program", "program_output",
        ],
        StringComparer.Ordinal);

    private static readonly string[] Events =
        ["file_search_call", "web_search_call", "image_generation_call", "code_interpreter_call", "shell_call", "apply_patch_call", "mcp_"];

    /// <summary>It is the type of an item.</summary>
    public static bool IsItem(string type) => Items.Contains(type);

    /// <summary>The event tells how such an item comes along; the item itself comes whole.</summary>
    public static bool IsEvent(string type) => Events.Any(item => type.StartsWith($"response.{item}", StringComparison.Ordinal));
}
