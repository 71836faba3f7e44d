namespace FerroGate.Server.Ai;

/// <summary>The kinds of AI operation.</summary>
internal enum AiOperationKind
{
    /// <summary><c>GET /v1/models</c>.</summary>
    ModelList,

    /// <summary><c>GET /v1/models/{id}</c>.</summary>
    ModelShow,

    /// <summary><c>POST /v1/chat/completions</c>.</summary>
    Chat,
}
