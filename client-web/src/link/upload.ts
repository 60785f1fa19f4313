// A file sent with a token, told how far it has come: fetch() cannot say that of what goes out.
export interface Answered {
  status: number;
  text: string;
}

/** Rejects when the server cannot be reached or the connection breaks. */
export function putFile(
  path: string,
  token: string,
  type: string,
  file: Blob,
  progress: (share: number) => void,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', path);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Content-Type', type);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) progress(event.loaded / event.total);
    };
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => reject(new Error('offline'));
    request.send(file);
  });
}
