namespace FerroGate.Core.Keys;

/// <summary>What a key may be used for.</summary>
[Flags]
public enum Scope
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>models.read</c>: list the models that the key may use.</summary>
    ModelsRead = 1 << 0,

    /// <summary><c>chat.completions</c>: ask for chat completions.</summary>
    ChatCompletions = 1 << 1,

    /// <summary><c>responses.create</c>: use the Responses API.</summary>
    ResponsesCreate = 1 << 2,

    /// <summary><c>messages.create</c>: use the Messages API.</summary>
    MessagesCreate = 1 << 3,

    /// <summary><c>embeddings.create</c>: ask for embeddings.</summary>
    EmbeddingsCreate = 1 << 4,

    /// <summary><c>proxy.use</c>: reach plain proxy routes below <c>/v1/</c> and <c>/v1beta/</c>.</summary>
    ProxyUse = 1 << 5,

    /// <summary><c>admin.read</c>: read metrics, records, ledger and status.</summary>
    AdminRead = 1 << 6,

    /// <summary><c>admin.write</c>: change what the gateway does.</summary>
    AdminWrite = 1 << 7,

    /// <summary>What a key that names no scope has: the AI calls, and neither the proxy nor anything of the admin side.</summary>
    DataPlane = ModelsRead | ChatCompletions | ResponsesCreate | MessagesCreate | EmbeddingsCreate,
}
