using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiEmbeddings.Translation;

/// <summary>What a request for embeddings asks for.</summary>
/// <param name="Inputs">The texts.</param>
/// <param name="Dimensions">How many numbers an embedding is to have, as the client wrote it.</param>
/// <param name="IsBase64">The numbers are wanted as the base64 of their bytes.</param>
internal sealed record EmbeddingsRequest(IReadOnlyList<JsonText> Inputs, JsonElement? Dimensions, bool IsBase64);
